// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.worker.WorkerJob;

/**
 * What an action is given.
 *
 * @param job the job
 * @param status takes what the job tells
 * @param stop asks the action to end soon
 * @param replicas other processes to share the job with
 */
public record WorkerContext(WorkerJob job, StatusFile status, StopSignal stop, ReplicaProcesses replicas) {}
