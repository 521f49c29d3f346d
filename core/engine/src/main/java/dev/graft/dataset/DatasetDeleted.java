// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.UUID;

/**
 * A dataset is being deleted. Fired within the transaction: observers {@code IN_PROGRESS} remove what hangs on it, observers
 * {@code AFTER_SUCCESS} remove files.
 *
 * @param org its organisation
 * @param id its id
 */
public record DatasetDeleted(String org, UUID id) {}
