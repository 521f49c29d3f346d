// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.UUID;

/**
 * A dataset has reached {@code pull_complete} or {@code invalid_pull}. Fired within the transaction; who waits for the data observes it
 * {@code AFTER_SUCCESS}.
 *
 * @param org its organisation
 * @param id its id
 * @param status the state reached
 */
public record DatasetSettled(String org, UUID id, PullStatus status) {}
