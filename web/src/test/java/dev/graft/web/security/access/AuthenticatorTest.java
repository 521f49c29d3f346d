// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.org.Role;
import dev.graft.web.security.MutableClock;
import dev.graft.web.security.access.Credentials.Kind;
import dev.graft.web.security.token.SigningKeys;
import dev.graft.web.security.token.TokenIssuer;
import dev.graft.web.security.token.TokenSettings;
import dev.graft.web.security.token.TokenVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {

    private static final TokenSettings SETTINGS =
            new TokenSettings("graft", Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(30));

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock();
    private final FakeAccounts accounts = new FakeAccounts();
    private SigningKeys keys;
    private TokenIssuer issuer;
    private Authenticator authenticator;
    private Account ada;

    @BeforeEach
    void setUp() {
        keys = new SigningKeys(folder, SETTINGS, clock);
        issuer = new TokenIssuer(keys, SETTINGS, clock);
        authenticator = new Authenticator(new TokenVerifier(keys, SETTINGS, clock), accounts);
        ada = accounts.add("ada", "graft_ada", Map.of("acme", Role.MEMBER));
    }

    @Test
    void aTokenAndAnApiKeyLeadToTheSameUser() {
        assertThat(authenticator.authenticate(new Credentials(Kind.TOKEN, token())))
                .hasValueSatisfying(identity -> {
                    assertThat(identity.account()).isEqualTo(ada);
                    assertThat(identity.token().getName()).isEqualTo("ada");
                });
        assertThat(authenticator.authenticate(new Credentials(Kind.API_KEY, "graft_ada")))
                .hasValueSatisfying(identity -> {
                    assertThat(identity.account()).isEqualTo(ada);
                    assertThat(identity.token().getGroups()).containsExactly("acme/member");
                });
    }

    @Test
    void aTokenIsNoApiKeyAndAnApiKeyNoToken() {
        assertThat(authenticator.authenticate(new Credentials(Kind.API_KEY, token()))).isEmpty();
        assertThat(authenticator.authenticate(new Credentials(Kind.TOKEN, "graft_ada"))).isEmpty();
    }

    @Test
    void theTokenOfARemovedUserIsRefusedThoughItWasAcceptedBefore() {
        String token = token();
        assertThat(accepts(token)).isTrue();

        accounts.remove(ada);

        assertThat(accepts(token)).isFalse();
    }

    @Test
    void anExpiredTokenIsRefusedThoughItWasAcceptedBefore() {
        String token = token();
        assertThat(accepts(token)).isTrue();

        clock.advance(Duration.ofHours(1).plusSeconds(10));

        assertThat(accepts(token)).isFalse();
    }

    @Test
    void aTokenWhoseKeyIsGoneIsRefusedThoughItWasAcceptedBefore() {
        var longLived = new TokenSettings("graft", Duration.ofDays(9), Duration.ofDays(9), Duration.ofDays(30));
        String token = new TokenIssuer(keys, longLived, clock).accessToken(ada.userId(), "ada", Map.of()).compact();
        keys.rotate();
        assertThat(accepts(token)).isTrue();

        clock.advance(Duration.ofHours(2));

        assertThat(accepts(token)).isFalse();
    }

    @Test
    void rolesAreThoseOfNowAndNotThoseOfTheToken() {
        String token = token();
        accounts.setRoles(ada, Map.of("acme", Role.VIEWER));

        assertThat(authenticator.authenticate(new Credentials(Kind.TOKEN, token)))
                .hasValueSatisfying(identity -> assertThat(identity.account().roles()).containsEntry("acme", Role.VIEWER));
    }

    @Test
    void aJobTokenIsGoodForItsJobAndOrganisationAlone() {
        UUID job = UUID.randomUUID();
        String token = issuer.jobToken("acme", job).compact();

        assertThat(authenticator.isTokenOfJob(token, "acme", job)).isTrue();
        assertThat(authenticator.isTokenOfJob(token, "acme", UUID.randomUUID())).isFalse();
        assertThat(authenticator.isTokenOfJob(token, "other", job)).isFalse();
        assertThat(authenticator.isTokenOfJob(token(), "acme", ada.userId())).isFalse();
        assertThat(accepts(token)).isFalse();
    }

    private String token() {
        return issuer.accessToken(ada.userId(), ada.name(), ada.roleNames()).compact();
    }

    private boolean accepts(String token) {
        return authenticator.authenticate(new Credentials(Kind.TOKEN, token)).isPresent();
    }
}
