// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class GraftTokenTest {

    private static final UUID USER = UUID.fromString("7d9a6c1e-0c0e-4f5a-9f53-5a5c3a0e8d11");

    @Test
    void aTokenReadsAsMicroProfileJwtHasIt() {
        JsonWebToken token = GraftToken.of(new VerifiedToken("raw", "kid", USER, Instant.ofEpochSecond(200), Map.of(
                "sub", USER.toString(), "upn", "ada", "iss", "graft", "aud", List.of("graft-api"), "groups", List.of("acme/admin"),
                "iat", 100L, "exp", 200L, "jti", "1", "orgs", Map.of("acme", "admin"))));

        assertThat(token.getName()).isEqualTo("ada");
        assertThat(token.getSubject()).isEqualTo(USER.toString());
        assertThat(token.getIssuer()).isEqualTo("graft");
        assertThat(token.getAudience()).containsExactly("graft-api");
        assertThat(token.getGroups()).containsExactly("acme/admin");
        assertThat(token.getIssuedAtTime()).isEqualTo(100);
        assertThat(token.getExpirationTime()).isEqualTo(200);
        assertThat(token.getTokenID()).isEqualTo("1");
        assertThat(token.getRawToken()).isEqualTo("raw");
        assertThat(token.<Map<String, String>>getClaim("orgs")).containsEntry("acme", "admin");
        assertThat(token.<Object>getClaim("no-such-claim")).isNull();
    }

    @Test
    void anApiKeyReadsAsATokenWithoutRawText() {
        JsonWebToken token = GraftToken.ofApiKey(USER, "ada", Map.of("acme", "viewer"));

        assertThat(token.getName()).isEqualTo("ada");
        assertThat(token.getSubject()).isEqualTo(USER.toString());
        assertThat(token.getGroups()).containsExactly("acme/viewer");
        assertThat(token.getRawToken()).isNull();
    }

    @Test
    void nobodyHasNoNameAndNoClaims() {
        assertThat(GraftToken.nobody().getName()).isNull();
        assertThat(GraftToken.nobody().getClaimNames()).isEmpty();
    }

    @Test
    void textFormsHoldNoSecret() {
        var verified = new VerifiedToken("secret-token", "kid", USER, Instant.EPOCH, Map.of("upn", "ada"));

        assertThat(verified.toString() + GraftToken.of(verified) + new IssuedToken("secret-token", Instant.EPOCH))
                .doesNotContain("secret-token");
    }
}
