// SPDX-License-Identifier: Apache-2.0
/**
 * Tells the application of the rows that are written: a listener of all entities, and a way to tell for what SQL writes past them. May use
 * the engine's entities and CDI. Nothing here is null unless marked Optional.
 */
package dev.graft.persistence.change;
