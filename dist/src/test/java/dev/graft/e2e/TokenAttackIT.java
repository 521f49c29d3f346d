// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.graft.cli.client.Login;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Forged and stale tokens against the packaged server, made with the very key that it signs with, so that each is refused for what is
 * wrong with it and nothing else. That the verifier refuses many more kinds, and why, is tested beside it.
 */
@ExtendWith(SharedServer.class)
class TokenAttackIT {

    private static final String PATH = "/api/v1/orgs/" + TestServer.ORG + "/datasets?size=0";

    private final TestServer server;
    private final Rest rest;
    private final Login login;
    private final TokenForge forge;
    private final ECKey key;

    TokenAttackIT(TestServer server) {
        this.server = server;
        this.rest = server.rest();
        this.login = Login.with(server.anonymous(), TestServer.KEY);
        this.forge = TokenForge.of(server, login);
        this.key = forge.key();
    }

    @Test
    void aTokenMadeByHandButRightIsAcceptedSoThatTheOthersFailForTheirOwnReason() throws Exception {
        assertThat(rest.get(PATH, TokenForge.signed(forge.header(), forge.claims(), forge.signer())).status()).isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> forgeriesAreRefused() throws Exception {
        String good = login.token();
        String[] parts = good.split("\\.");
        ECKey strangers = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        JWSSigner own = forge.signer();
        Instant now = Instant.now();
        return Stream.of(
                refused("algorithm none", new PlainJWT(forge.claims().build()).serialize()),
                refused("algorithm none with the key's id", Base64URL.encode("{\"alg\":\"none\",\"typ\":\"graft-access+jwt\",\"kid\":\""
                        + key.getKeyID() + "\"}") + "." + parts[1] + "." + parts[2]),
                refused("no signature", parts[0] + "." + parts[1] + "."),
                refused("HMAC with the public key", TokenForge.signed(forge.header(JWSAlgorithm.HS256), forge.claims(),
                        new MACSigner(key.toECPublicKey().getEncoded()))),
                refused("HMAC with the published JWK", TokenForge.signed(forge.header(JWSAlgorithm.HS256), forge.claims(),
                        new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)))),
                refused("RSA", TokenForge.signed(forge.header(JWSAlgorithm.RS256), forge.claims(), new RSASSASigner(new RSAKeyGenerator(2048).generate()))),
                refused("a stranger's key", TokenForge.signed(forge.header(), forge.claims(), new ECDSASigner(strangers))),
                refused("a key of its own in the header", TokenForge.signed(forge.header().jwk(strangers.toPublicJWK()), forge.claims(), new ECDSASigner(strangers))),
                refused("unknown kid", TokenForge.signed(forge.header().keyID("other"), forge.claims(), own)),
                refused("kid that is a path", TokenForge.signed(forge.header().keyID("../../../dev/null"), forge.claims(), own)),
                refused("no kid", TokenForge.signed(forge.header().keyID(null), forge.claims(), own)),
                refused("typ of a job's token", TokenForge.signed(forge.header().type(new JOSEObjectType("graft-job+jwt")), forge.claims(), own)),
                refused("typ JWT", TokenForge.signed(forge.header().type(JOSEObjectType.JWT), forge.claims(), own)),
                refused("another issuer", signed(claims -> claims.issuer("someone"))),
                refused("no issuer", signed(claims -> claims.issuer(null))),
                refused("the audience of callbacks", signed(claims -> claims.audience("graft-job-callback"))),
                refused("one audience too many", signed(claims -> claims.audience(List.of("graft-api", "other")))),
                refused("expired", signed(claims -> claims.expirationTime(Date.from(now.minusSeconds(60))))),
                refused("without end", signed(claims -> claims.expirationTime(null))),
                refused("not valid yet", signed(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(600))))),
                refused("issued in the future", signed(claims -> claims.issueTime(Date.from(now.plusSeconds(600))))),
                refused("of a user that never was", signed(claims -> claims.subject(BadCalls.NOBODY))),
                refused("claims changed", parts[0] + "." + Base64URL.encode(new String(Base64URL.from(parts[1]).decode(), StandardCharsets.UTF_8)
                        .replace("viewer", "admin").replace("graft-api", "graft-apj")) + "." + parts[2]),
                refused("a letter of the signature changed", parts[0] + "." + parts[1] + "." + changed(parts[2])));
    }

    @Test
    void aTokenOfADeletedUserIsRefusedAtOnce() {
        Stage stage = new Stage(server);
        String user = stage.user("admin");
        String token = Login.with(server.anonymous(), stage.key(user).path("key").asText()).token();
        assertThat(rest.get(PATH, token).status()).isEqualTo(200);
        Rest.Answer removed = rest.send("DELETE", "/api/v1/admin/orgs/" + TestServer.ORG + "/users/" + user,
                Map.of("Authorization", "Bearer " + stage.token()), new byte[0]);
        assertThat(removed.status()).as(removed.brief()).isEqualTo(200);
        // Without any organisation left the user may still be known, but sees nothing.
        assertThat(rest.get(PATH, token).status()).isEqualTo(401);
    }

    private DynamicTest refused(String attack, String token) {
        return DynamicTest.dynamicTest(attack, () -> {
            Rest.Answer answer = rest.get(PATH, token);
            assertThat(answer.status()).as(answer.brief()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.text()).doesNotContain("signature", "expired at", "kid", "issuer");
        });
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = forge.claims();
        change.accept(claims);
        return TokenForge.signed(forge.header(), claims, forge.signer());
    }

    /** Another signature of the same form: its first letter is another one. */
    private static String changed(String signature) {
        return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
    }
}
