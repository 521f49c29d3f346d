// SPDX-License-Identifier: Apache-2.0
/** Organisations, users and keys in the database. May use {@code dev.graft.org} and Jakarta Persistence. Nothing here is null. */
package dev.graft.persistence.org;
