// SPDX-License-Identifier: Apache-2.0
/**
 * Hands work to Slurm: {@code sbatch} submits, {@code squeue} is asked for all jobs at once, {@code sacct} for those that the queue has
 * forgotten, {@code scancel} stops. Server and nodes share the data folder; the truth about an attempt lies in its folder, and Slurm's
 * states only tell what the folder cannot. Commands and their output are pure text, so that all but the running of programs is tested
 * without a cluster. Nothing here is null unless marked Optional.
 */
package dev.graft.executor.slurm;
