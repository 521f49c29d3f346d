// SPDX-License-Identifier: Apache-2.0
/**
 * The servers that share the database, on Jakarta Persistence, and the news between them through PostgreSQL's {@code NOTIFY}. Nothing
 * here is null unless marked Optional.
 */
package dev.graft.persistence.cluster;
