-- SPDX-License-Identifier: Apache-2.0
-- Numbered reports of workers, what the attempts of jobs were made of, and answers that repeated requests get again.

alter table jobs add column status_reports bigint default 0 not null;
alter table jobs add column log_reports bigint default 0 not null;

create table job_lineage (
    id          uuid    not null primary key,
    job_id      uuid    not null references jobs (id),
    attempt     integer not null,
    recorded_on timestamp(6) with time zone not null,
    sources     text    not null
);

create index job_lineage_by_job on job_lineage (job_id, attempt);

-- The primary key is made of the organisation and the client's key, so that two requests at once cannot both be the first.
create table answered_requests (
    id          varchar(64)  not null primary key,
    org         varchar(255) not null references organisations (name),
    fingerprint varchar(64)  not null,
    status      integer      not null,
    etag        varchar(100),
    body        text         not null,
    expires_on  timestamp(6) with time zone not null
);

create index answered_requests_by_expiry on answered_requests (expires_on);
