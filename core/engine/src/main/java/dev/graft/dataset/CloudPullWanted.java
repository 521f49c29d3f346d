// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.UUID;

/**
 * A dataset's data is to be fetched from where its {@code cloud_details} say. Fired within the transaction; observed after it.
 *
 * @param org its organisation
 * @param id its id
 */
public record CloudPullWanted(String org, UUID id) {}
