// SPDX-License-Identifier: Apache-2.0
/**
 * How jobs are run: the scheduler that picks the ready ones, the inputs they get, the watch over their workers, and what is made of their
 * end. Changes states through {@link dev.graft.job.JobLifecycle} alone and runs nothing itself, which is {@code dev.graft.executor}'s. All
 * memory here can be lost: it is rebuilt from the database and the job folders at the next start. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.job.run;
