// SPDX-License-Identifier: Apache-2.0
/**
 * Jobs over HTTP: run, list, read, cancel, pause, resume, delete, logs, download, for the jobs of datasets and of experiments alike
 * ({@link dev.graft.web.job.JobOperations} is what the two resources share). May use {@code dev.graft.job} and the packages
 * {@code http}, {@code json} and {@code security.access} of this module. Nothing here is null.
 */
package dev.graft.web.job;
