// SPDX-License-Identifier: Apache-2.0
/**
 * The searches over hyperparameters on Jakarta Persistence. May use {@code dev.graft.automl} and the entity manager. Nothing here is null
 * unless marked Optional.
 */
package dev.graft.persistence.automl;
