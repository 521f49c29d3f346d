// SPDX-License-Identifier: Apache-2.0
/**
 * Jobs: the entity and its states, the one place where states change ({@link dev.graft.job.JobLifecycle}), what a job reports
 * ({@link dev.graft.job.JobResult}, built by {@link dev.graft.job.StatusReader}), and the service that callers use. Knows datasets,
 * experiments, plugins and slots; it does not know how a job is run, which is {@code dev.graft.job.run}'s. Nothing here is null
 * unless marked Optional.
 */
package dev.graft.job;
