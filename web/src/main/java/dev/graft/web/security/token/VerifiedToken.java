// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a good token says.
 *
 * @param compact the token as it came; a secret
 * @param kid the key that signed it
 * @param subject the claim {@code sub}: a user's id in an access token, a job's in a job token
 * @param expires the claim {@code exp}
 * @param claims all claims: strings, lists of strings, maps; times in whole seconds since 1970 (Long)
 */
public record VerifiedToken(String compact, String kid, UUID subject, Instant expires, Map<String, Object> claims) {

    public VerifiedToken {
        claims = Map.copyOf(claims);
    }

    /** Without the secret, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "VerifiedToken[subject=" + subject + ", kid=" + kid + ", expires=" + expires + "]";
    }
}
