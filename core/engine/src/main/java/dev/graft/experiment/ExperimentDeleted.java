// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import java.util.UUID;

/**
 * An experiment is being deleted. Fired within the transaction: observers {@code IN_PROGRESS} remove what hangs on it, observers
 * {@code AFTER_SUCCESS} remove files.
 *
 * @param org its organisation
 * @param id its id
 */
public record ExperimentDeleted(String org, UUID id) {}
