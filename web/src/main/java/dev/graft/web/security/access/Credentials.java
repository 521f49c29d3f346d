// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request shows to be let in.
 *
 * @param kind how to read the secret
 * @param secret the token or the key
 */
public record Credentials(Kind kind, String secret) {

    private static final String BEARER = "bearer ";
    private static final List<String> API_KEY_HEADERS = List.of("X-API-Key", "ngc_api_key");

    /** Ways to be let in. */
    public enum Kind {
        /** {@code Authorization: Bearer …}. */
        TOKEN,
        /** {@code X-API-Key}, or {@code ngc_api_key} as the original's clients have it. */
        API_KEY
    }

    /**
     * Reads them from headers. A token goes before a key. Headers that leave it open who is calling (two tokens, two keys, another
     * scheme) count as none.
     *
     * @param headers from a header's name, any case, to its values; never null
     */
    public static Optional<Credentials> of(Function<String, List<String>> headers) {
        List<String> authorization = headers.apply("Authorization");
        return authorization.isEmpty() ? apiKey(headers) : bearer(authorization);
    }

    /** The API key that the headers hold. */
    public static Optional<Credentials> apiKey(Function<String, List<String>> headers) {
        List<String> keys = API_KEY_HEADERS.stream().map(headers).flatMap(List::stream).map(String::strip).distinct().toList();
        return keys.size() == 1 && !keys.get(0).isEmpty() ? Optional.of(new Credentials(Kind.API_KEY, keys.get(0))) : Optional.empty();
    }

    private static Optional<Credentials> bearer(List<String> authorization) {
        String value = authorization.get(0);
        if (authorization.size() > 1 || !value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(Kind.TOKEN, value.substring(BEARER.length()).strip()));
    }

    /** Without the secret, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "Credentials[" + kind + "]";
    }
}
