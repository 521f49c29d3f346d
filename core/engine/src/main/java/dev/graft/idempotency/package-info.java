// SPDX-License-Identifier: Apache-2.0
/**
 * Requests that may be repeated: the first one with a key is carried out, and its answer is stored in the same transaction, so that each
 * repeat gets the same answer and does nothing (draft-ietf-httpapi-idempotency-key-header). May use {@code dev.graft.fault} and
 * {@code dev.graft.server}; knows no HTTP but the number of a status. Nothing here is null unless marked Optional.
 */
package dev.graft.idempotency;
