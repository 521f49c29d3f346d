-- SPDX-License-Identifier: Apache-2.0
-- The servers that share this database, and which of them a Running job belongs to.

create table servers (
    id             uuid         not null primary key,
    host           varchar(255) not null,
    pid            bigint       not null,
    process_begun  timestamp(6) with time zone not null,
    started_on     timestamp(6) with time zone not null,
    heard_on       timestamp(6) with time zone default current_timestamp not null,
    offers         text         not null
);

-- Who holds the lock on the row hands out slots.
create table turns (
    name varchar(40) not null primary key
);
insert into turns (name) values ('scheduling');

-- The id of no server: what runs when this is applied belongs to a server that is gone.
alter table jobs add column server_id varchar(36);
alter table jobs add column host varchar(255);
alter table jobs add column stop_grace_millis bigint;
update jobs set server_id = '00000000-0000-0000-0000-000000000000' where state = 'RUNNING';
