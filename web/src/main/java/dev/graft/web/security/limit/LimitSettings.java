// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * How much is taken from one client.
 *
 * @param loginsPerMinute tries with an API key per address: logins, and keys that turned out wrong; 0 for no limit
 * @param wrongTokensPerMinute tokens that were refused, per address: each costs the check of a signature; 0 for no limit
 * @param requestsPerMinute requests per user; 0 for no limit
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 */
public record LimitSettings(
        long loginsPerMinute, long wrongTokensPerMinute, long requestsPerMinute, Set<String> trustedProxies) {

    /**
     * 60 logins, 600 wrong tokens, 300,000 requests (more than one small server can answer, so that one user alone is never slowed), no
     * proxy.
     */
    public static final LimitSettings DEFAULT = new LimitSettings(60, 600, 300_000, Set.of());

    public LimitSettings {
        requireNotNegative("graft.rate-limit.logins", loginsPerMinute);
        requireNotNegative("graft.rate-limit.wrong-tokens", wrongTokensPerMinute);
        requireNotNegative("graft.rate-limit.requests", requestsPerMinute);
        trustedProxies = Set.copyOf(trustedProxies);
    }

    /** From {@code graft.rate-limit.logins}, {@code .wrong-tokens} and {@code .requests}, and {@code graft.http.trusted-proxies} (a list). */
    public static LimitSettings from(Config config) {
        return new LimitSettings(
                config.getOptionalValue("graft.rate-limit.logins", Long.class).orElse(DEFAULT.loginsPerMinute),
                config.getOptionalValue("graft.rate-limit.wrong-tokens", Long.class).orElse(DEFAULT.wrongTokensPerMinute),
                config.getOptionalValue("graft.rate-limit.requests", Long.class).orElse(DEFAULT.requestsPerMinute),
                config.getOptionalValues("graft.http.trusted-proxies", String.class).map(Set::copyOf).orElse(Set.of()));
    }

    private static void requireNotNegative(String key, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(key + " is " + number + "; it must be 0 (no limit) or more per minute");
        }
    }
}
