// SPDX-License-Identifier: Apache-2.0
/**
 * What the executor pool does with the jobs of all organisations, as one caller may see it: which slots are busy, with which jobs, and what
 * waits for which. Reads jobs and slots and changes nothing. Nothing here is null unless marked Optional.
 */
package dev.graft.job.pool;
