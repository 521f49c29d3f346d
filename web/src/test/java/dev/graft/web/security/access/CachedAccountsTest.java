// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.org.ApiKey;
import dev.graft.org.KeyText;
import dev.graft.org.Organisation;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.org.User;
import dev.graft.web.security.InMemoryOrganisations;
import dev.graft.web.security.InMemoryUsers;
import dev.graft.web.security.MutableClock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedAccountsTest {

    private static final KeyText KEY = new KeyText("graft_0123456789012345678901234567890123456789");

    private final MutableClock clock = new MutableClock();
    private final InMemoryOrganisations organisations = new InMemoryOrganisations();
    private final InMemoryUsers users = new InMemoryUsers();
    private final CachedAccounts accounts = new CachedAccounts(
            new OrganisationService(organisations, users, clock), organisations, () -> TimeUnit.MILLISECONDS.toNanos(clock.instant().toEpochMilli()));
    private User ada;

    @BeforeEach
    void setUp() {
        organisations.add(new Organisation("zulu", clock.instant()));
        organisations.add(new Organisation("acme", clock.instant().plusSeconds(1)));
        ada = new User(UUID.randomUUID(), "ada", clock.instant());
        ada.join("acme", Role.MEMBER);
        ada.join("zulu", Role.ADMIN);
        users.add(ada);
        users.addKey(new ApiKey(UUID.randomUUID(), ada.id(), "test", KEY, clock.instant()));
    }

    @Test
    void anAccountHasTheRolesOfItsUserAndKnowsTheOldestOrganisationAsTheOperating() {
        assertThat(accounts.byId(ada.id())).hasValueSatisfying(account -> {
            assertThat(account.name()).isEqualTo("ada");
            assertThat(account.roles()).isEqualTo(Map.of("acme", Role.MEMBER, "zulu", Role.ADMIN));
            assertThat(account.operatingOrg()).isEqualTo("zulu");
        });
        assertThat(accounts.byApiKey(KEY.value())).isEqualTo(accounts.byId(ada.id()));
    }

    @Test
    void whoIsUnknownIsNotFoundAndNotRemembered() {
        UUID later = UUID.randomUUID();
        assertThat(accounts.byId(later)).isEmpty();
        assertThat(accounts.byApiKey("graft_wrong")).isEmpty();

        var grace = new User(later, "grace", clock.instant());
        grace.join("acme", Role.VIEWER);
        users.add(grace);

        assertThat(accounts.byId(later)).isPresent();
    }

    @Test
    void aBusyClientDoesNotCostAQueryPerRequest() {
        accounts.byId(ada.id());
        accounts.byApiKey(KEY.value());
        int before = users.queries();

        for (int i = 0; i < 1000; i++) {
            accounts.byId(ada.id());
            accounts.byApiKey(KEY.value());
        }

        assertThat(users.queries()).isEqualTo(before);
    }

    @Test
    void aChangeMadeElsewhereIsSeenAfterTwoSeconds() {
        accounts.byId(ada.id());
        users.remove(ada);

        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.byId(ada.id())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.byId(ada.id())).isEmpty();
    }

    @Test
    void aChangeMadeHereIsSeenAtOnce() {
        accounts.byId(ada.id());
        accounts.byApiKey(KEY.value());
        users.remove(ada);

        accounts.forgetAll();

        assertThat(accounts.byId(ada.id())).isEmpty();
        assertThat(accounts.byApiKey(KEY.value())).isEmpty();
    }

    @Test
    void anAccountInUseIsRenewedBeforeItIsTooOld() {
        accounts.byId(ada.id());
        users.remove(ada);

        clock.advance(Duration.ofMillis(1500));
        accounts.byId(ada.id());

        assertThat(accounts.byId(ada.id())).isEmpty();
    }
}
