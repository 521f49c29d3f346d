// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;

/**
 * How tokens are made.
 *
 * @param issuer the claim {@code iss}; two installations whose tokens must not be mixed have different ones
 * @param lifetime of an access token
 * @param jobLifetime of a job token: as long as a worker may run
 * @param rotation the age at which a signing key is replaced by a new one
 */
public record TokenSettings(String issuer, Duration lifetime, Duration jobLifetime, Duration rotation) {

    /** How far clocks may differ when {@code exp}, {@code nbf} and {@code iat} are checked. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** One hour, fourteen days, thirty days. */
    public static final TokenSettings DEFAULT =
            new TokenSettings("graft", Duration.ofHours(1), Duration.ofDays(14), Duration.ofDays(30));

    public TokenSettings {
        Objects.requireNonNull(issuer, "issuer");
        requirePositive("graft.jwt.lifetime", lifetime);
        requirePositive("graft.jwt.job-lifetime", jobLifetime);
        requirePositive("graft.jwt.rotation", rotation);
    }

    /** From {@code graft.jwt.issuer}, {@code .lifetime}, {@code .job-lifetime} and {@code .rotation} (ISO 8601 durations). */
    public static TokenSettings from(Config config) {
        return new TokenSettings(
                config.getOptionalValue("graft.jwt.issuer", String.class).orElse(DEFAULT.issuer),
                config.getOptionalValue("graft.jwt.lifetime", Duration.class).orElse(DEFAULT.lifetime),
                config.getOptionalValue("graft.jwt.job-lifetime", Duration.class).orElse(DEFAULT.jobLifetime),
                config.getOptionalValue("graft.jwt.rotation", Duration.class).orElse(DEFAULT.rotation));
    }

    /** How long a replaced key must stay good, so that no token signed with it dies before its time. */
    Duration overlap() {
        Duration longest = lifetime.compareTo(jobLifetime) >= 0 ? lifetime : jobLifetime;
        return longest.plus(CLOCK_SKEW);
    }

    private static void requirePositive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " is " + duration + "; it must be longer than zero, such as PT1H");
        }
    }
}
