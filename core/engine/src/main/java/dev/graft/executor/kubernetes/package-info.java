// SPDX-License-Identifier: Apache-2.0
/**
 * Hands work to Kubernetes, one {@code batch/v1} Job for each attempt: its manifest is made from the work, informers tell what becomes of
 * Job and pod, and a verdict is given from their state and the attempt's folder. Server and pods share a volume claim; as with Slurm the
 * folder decides whether an attempt runs, and the API tells what the folder cannot. Manifest and verdict are pure, so that all but the
 * talking is tested without a cluster. Nothing here is null unless marked Optional.
 */
package dev.graft.executor.kubernetes;
