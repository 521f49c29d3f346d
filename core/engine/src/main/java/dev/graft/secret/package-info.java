// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets at rest: what users entrust to the server (passwords, keys, environment variables) is kept as a {@link dev.graft.secret.Sealed}
 * ciphertext everywhere but at the moment of use. May use {@code dev.graft.storage}. Nothing here is null unless marked Optional.
 */
package dev.graft.secret;
