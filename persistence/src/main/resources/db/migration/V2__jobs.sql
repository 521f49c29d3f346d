-- SPDX-License-Identifier: Apache-2.0
-- Jobs and what happened to them. Written for H2 and PostgreSQL alike.

create table jobs (
    id                uuid          not null primary key,
    lock_version      bigint        not null,
    org               varchar(255)  not null references organisations (name),
    owner_kind        varchar(16)   not null,
    owner_id          uuid          not null,
    architecture      varchar(100)  not null,
    action            varchar(40)   not null,
    parent_id         varchar(36),
    specs             text          not null,
    num_gpu           bigint,
    platform          varchar(40),
    name              varchar(500),
    description       varchar(1000),
    submitted_by      uuid          not null,
    state             varchar(16)   not null,
    result            text          not null,
    artifact_size     bigint,
    artifact_sha256   varchar(64),
    attempt           integer       not null,
    status_offset     bigint        not null,
    lost_workers      integer       not null,
    resumed           boolean       not null,
    executor          varchar(100),
    slots             text          not null,
    stop_requested_by varchar(100),
    created_on        timestamp(6) with time zone not null,
    last_modified     timestamp(6) with time zone not null,
    pending_since     timestamp(6) with time zone not null,
    started_on        timestamp(6) with time zone,
    ended_on          timestamp(6) with time zone
);

-- The queue, the running jobs, and an owner's unfinished and finished ones.
create index jobs_by_state on jobs (state, pending_since, id);
create index jobs_by_owner on jobs (owner_id, state, ended_on);
-- Lists, newest first.
create index jobs_by_list on jobs (org, owner_kind, last_modified, id);

create table job_history (
    id         uuid          not null primary key,
    job_id     uuid          not null references jobs (id),
    changed_on timestamp(6) with time zone not null,
    from_state varchar(16),
    to_state   varchar(16)   not null,
    who        varchar(100)  not null,
    why        varchar(1000) not null
);

create index job_history_by_job on job_history (job_id, changed_on);
