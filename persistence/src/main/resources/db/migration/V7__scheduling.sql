-- SPDX-License-Identifier: Apache-2.0
-- What scheduling needs to know of a job: how urgent it is, how long it may run, and when it may be tried again.

alter table jobs add column priority integer default 0 not null;
alter table jobs add column time_limit_seconds bigint;
alter table jobs add column not_before timestamp(6) with time zone;
