// SPDX-License-Identifier: Apache-2.0
/**
 * How many requests the server takes from one user or one address (token buckets of Bucket4j): strict where keys can be guessed,
 * generous elsewhere. Counts live in memory, per server. May use {@code dev.graft.web.error}. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.web.security.limit;
