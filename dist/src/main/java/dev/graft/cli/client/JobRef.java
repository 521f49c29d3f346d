// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

/**
 * Where a job is found.
 *
 * @param kind what it belongs to
 * @param ownerId id of the dataset or experiment
 * @param jobId its own id
 */
public record JobRef(OwnerKind kind, String ownerId, String jobId) {}
