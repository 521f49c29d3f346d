// SPDX-License-Identifier: Apache-2.0
/**
 * Single files of a job, as the original's command line asks for them: listed by name, and sent one by one or packed on the fly. Only what is
 * in the list can be had, so no name reaches outside a job's folder. May use {@code dev.graft.job} and the checkpoints of
 * {@code dev.graft.job.run}; knows no HTTP. Nothing here is null unless marked Optional.
 */
package dev.graft.job.output;
