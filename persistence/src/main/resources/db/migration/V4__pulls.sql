-- SPDX-License-Identifier: Apache-2.0
-- How far pulls from remote storage have come, and why the model of a base experiment cannot be used.

alter table datasets add column pulled_files bigint;
alter table datasets add column pulled_bytes bigint;
alter table datasets add column pull_total_files bigint;
alter table datasets add column pull_total_bytes bigint;
alter table experiments add column base_pull_reason varchar(2000);
create index experiments_by_base_pull on experiments (base_pull_status);
