// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import java.time.Instant;

/**
 * A fresh token.
 *
 * @param compact the signed token as it goes over the wire; a secret
 * @param expires when it stops being good
 */
public record IssuedToken(String compact, Instant expires) {

    /** Without the secret, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "IssuedToken[expires=" + expires + "]";
    }
}
