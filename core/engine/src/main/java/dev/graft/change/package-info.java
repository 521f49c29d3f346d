// SPDX-License-Identifier: Apache-2.0
/**
 * What is told of every write to the database, so that what was read before can be kept until then. Uses nothing of the engine; the
 * persistence tells, and whoever keeps something listens. Nothing here is null unless marked Optional.
 */
package dev.graft.change;
