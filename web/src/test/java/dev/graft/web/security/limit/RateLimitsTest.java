// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.spi.error.StandardError;
import dev.graft.web.security.MutableClock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final MutableClock clock = new MutableClock();
    private final RateLimits limits = new RateLimits(new LimitSettings(6, 20, 100, Set.of()), clock);

    @Test
    void theLoginAfterTheLastAllowedOneIsRefusedAndToldWhenToComeBack() {
        login(6);

        RateLimited refusal = catchThrowableOfType(RateLimited.class, () -> limits.login(HERE));

        assertThat(refusal.code()).isEqualTo(StandardError.RATE_LIMITED);
        assertThat(refusal.perMinute()).isEqualTo(6);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(10);
        assertThat(refusal).hasMessageContaining("6 per minute").hasMessageContaining("10 seconds");
    }

    @Test
    void comingBackWhenToldWorksAndSoonerDoesNot() {
        login(6);

        clock.advance(Duration.ofSeconds(9));
        assertThatThrownBy(() -> limits.login(HERE)).isInstanceOf(RateLimited.class);
        clock.advance(Duration.ofSeconds(1));
        limits.login(HERE);
        assertThatThrownBy(() -> limits.login(HERE)).isInstanceOf(RateLimited.class);
    }

    @Test
    void afterAMinuteOfPeaceEverythingIsAllowedAgain() {
        login(6);
        clock.advance(Duration.ofMinutes(1));
        login(6);
        assertThatThrownBy(() -> limits.login(HERE)).isInstanceOf(RateLimited.class);
    }

    @Test
    void oneAddressDoesNotSlowAnother() {
        login(6);
        assertThatCode(() -> limits.login(ELSEWHERE)).doesNotThrowAnyException();
    }

    @Test
    void wrongKeysCountAsLoginsAndLookingDoesNot() {
        for (int i = 0; i < 50; i++) {
            limits.beforeApiKey(HERE);
        }
        for (int i = 0; i < 6; i++) {
            limits.wrongApiKey(HERE);
        }
        assertThatThrownBy(() -> limits.beforeApiKey(HERE)).isInstanceOf(RateLimited.class);
        assertThatThrownBy(() -> limits.login(HERE)).isInstanceOf(RateLimited.class);
    }

    @Test
    void requestsAreCountedPerUserAndApartFromLogins() {
        UUID busy = UUID.randomUUID();
        for (int i = 0; i < 100; i++) {
            limits.request(busy);
        }
        assertThatThrownBy(() -> limits.request(busy)).isInstanceOf(RateLimited.class);
        limits.request(UUID.randomUUID());
        limits.login(HERE);
    }

    @Test
    void zeroMeansNoLimit() {
        var open = new RateLimits(new LimitSettings(0, 0, 0, Set.of()), clock);
        UUID user = UUID.randomUUID();
        assertThatCode(() -> {
            for (int i = 0; i < 10_000; i++) {
                open.login(HERE);
                open.beforeApiKey(HERE);
                open.wrongApiKey(HERE);
                open.request(user);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void aNegativeLimitIsRefusedWithTheNameOfItsKey() {
        assertThatThrownBy(() -> new LimitSettings(-1, 0, 0, Set.of())).hasMessageContaining("graft.rate-limit.logins");
        assertThatThrownBy(() -> new LimitSettings(0, 0, -1, Set.of())).hasMessageContaining("graft.rate-limit.requests");
    }

    private void login(int times) {
        for (int i = 0; i < times; i++) {
            limits.login(HERE);
        }
    }
}
