// SPDX-License-Identifier: Apache-2.0
/**
 * From a finished job to a version in the model registry: which file is the model, and what its card says. May use
 * {@code dev.graft.registry} and the services of jobs and experiments. Nothing here is null unless marked Optional.
 */
package dev.graft.job.publish;
