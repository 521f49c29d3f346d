// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import java.util.Objects;

/**
 * An encrypted secret. Opened by the {@link Vault} that sealed it. Its text form hides the ciphertext, so that it can be logged.
 *
 * @param ciphertext version, initialisation vector and AES-GCM ciphertext as one text
 */
public record Sealed(String ciphertext) {

    public Sealed {
        Objects.requireNonNull(ciphertext, "ciphertext");
    }

    @Override
    public String toString() {
        return "Sealed[***]";
    }
}
