// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import java.util.UUID;

/** Seals and opens secrets with the server's master key. Thread safe. */
public interface Vault {

    /**
     * Encrypts a secret.
     *
     * @param owner id of the thing that the secret belongs to; a ciphertext moved to another owner cannot be opened
     */
    Sealed seal(UUID owner, String plainText);

    /**
     * Decrypts a secret.
     *
     * @throws dev.graft.spi.error.GraftException INTERNAL if the master key is another one or the ciphertext was changed
     */
    String open(UUID owner, Sealed sealed);
}
