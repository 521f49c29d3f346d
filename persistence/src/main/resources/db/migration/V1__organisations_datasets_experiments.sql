-- SPDX-License-Identifier: Apache-2.0
-- Written for H2 and PostgreSQL alike. Instants are timestamps with time zone, JSON and ciphertexts are text.

create table organisations (
  name          varchar(255)                not null primary key,
  created_on    timestamp(6) with time zone not null,
  lock_version  bigint                      not null
);

create table users (
  id            uuid                        not null primary key,
  name          varchar(255)                not null unique,
  created_on    timestamp(6) with time zone not null,
  lock_version  bigint                      not null
);

create table memberships (
  user_id       uuid         not null references users (id),
  org           varchar(255) not null references organisations (name),
  user_role     varchar(16)  not null,
  primary key (user_id, org)
);
create index memberships_by_org on memberships (org);

create table api_keys (
  id            uuid                        not null primary key,
  user_id       uuid                        not null references users (id),
  label         varchar(255)                not null,
  prefix        varchar(16)                 not null,
  sha256        varchar(64)                 not null unique,
  created_on    timestamp(6) with time zone not null
);
create index api_keys_by_user on api_keys (user_id);

create table datasets (
  id                      uuid                        not null primary key,
  org                     varchar(255)                not null references organisations (name),
  user_id                 uuid                        not null,
  type                    varchar(100)                not null,
  format                  varchar(100)                not null,
  name                    varchar(500)                not null,
  description             varchar(1000),
  version                 varchar(10)                 not null,
  logo                    varchar(2048),
  client_url              varchar(2048),
  client_id               text,
  client_secret           text,
  filters                 varchar(2048),
  cloud_type              varchar(32),
  cloud_file_type         varchar(16),
  cloud_specific_details  text,
  docker_env_vars         text,
  status                  varchar(16)                 not null,
  status_reason           varchar(10000),
  content                 text                        not null,
  created_on              timestamp(6) with time zone not null,
  last_modified           timestamp(6) with time zone not null,
  lock_version            bigint                      not null
);
create index datasets_by_date on datasets (org, last_modified, id);
create index datasets_by_name on datasets (org, name, version, id);
create index datasets_by_status on datasets (status);

create table experiments (
  id                        uuid                        not null primary key,
  org                       varchar(255)                not null references organisations (name),
  user_id                   uuid                        not null,
  network_arch              varchar(100)                not null,
  type                      varchar(16)                 not null,
  name                      varchar(500)                not null,
  description               varchar(1000),
  version                   varchar(500)                not null,
  logo                      varchar(2048),
  base_pull_status          varchar(16),
  checkpoint_choose_method  varchar(32)                 not null,
  checkpoint_epochs         text                        not null,
  automl_settings           text                        not null,
  metric                    varchar(100),
  encryption_key            text,
  docker_env_vars           text,
  cloud_type                varchar(32),
  cloud_file_type           varchar(16),
  cloud_specific_details    text,
  public_access             boolean                     not null,
  read_only                 boolean                     not null,
  ngc_path                  varchar(250),
  model_source              text                        not null,
  realtime_infer            boolean                     not null,
  realtime_infer_timeout    bigint,
  created_on                timestamp(6) with time zone not null,
  last_modified             timestamp(6) with time zone not null,
  lock_version              bigint                      not null
);
create index experiments_by_date on experiments (org, last_modified, id);
create index experiments_by_name on experiments (org, name, id);
create index experiments_public on experiments (public_access, last_modified, id);

-- The foreign keys keep what an experiment names from being deleted, whoever tries.
create table experiment_datasets (
  id             uuid        not null primary key,
  experiment_id  uuid        not null references experiments (id),
  dataset_role   varchar(16) not null,
  place          integer     not null,
  dataset_id     uuid        not null references datasets (id)
);
create index experiment_datasets_by_experiment on experiment_datasets (experiment_id);
create index experiment_datasets_by_dataset on experiment_datasets (dataset_id);

create table experiment_bases (
  id             uuid    not null primary key,
  experiment_id  uuid    not null references experiments (id),
  place          integer not null,
  base_id        uuid    not null references experiments (id)
);
create index experiment_bases_by_experiment on experiment_bases (experiment_id);
create index experiment_bases_by_base on experiment_bases (base_id);
