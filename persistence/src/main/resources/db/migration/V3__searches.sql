-- SPDX-License-Identifier: Apache-2.0
-- Searches over hyperparameters. Written for H2 and PostgreSQL alike.

alter table jobs add column search boolean default false not null;
alter table jobs add column search_id varchar(36);

create table searches (
    job_id        uuid    not null primary key,
    lock_version  bigint  not null,
    plan          text    not null
);

-- A trial has the id of its job. The unique number keeps a trial from being stored twice, whoever tries.
create table trials (
    job_id         uuid             not null primary key,
    lock_version   bigint           not null,
    search_id      uuid             not null references searches (job_id),
    trial_number   integer          not null,
    tried          text             not null,
    train_to       bigint,
    continued      bigint,
    bracket        integer          not null,
    rung           integer          not null,
    state          varchar(16)      not null,
    score          double precision,
    best_epoch     bigint,
    stopped_early  boolean          not null,
    reason         varchar(1000)    not null,
    curve          text             not null,
    seconds        double precision not null,
    unique (search_id, trial_number)
);
