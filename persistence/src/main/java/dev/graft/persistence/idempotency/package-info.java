// SPDX-License-Identifier: Apache-2.0
/** Answers to repeated requests in the database. May use {@code dev.graft.idempotency} and Jakarta Persistence. Nothing here is null. */
package dev.graft.persistence.idempotency;
