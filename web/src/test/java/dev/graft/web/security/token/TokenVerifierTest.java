// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
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
import com.nimbusds.jwt.SignedJWT;
import dev.graft.web.security.MutableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The points of RFC 8725, each as an attack on a verifier that accepts the untouched token. */
class TokenVerifierTest {

    private static final UUID USER = UUID.fromString("7d9a6c1e-0c0e-4f5a-9f53-5a5c3a0e8d11");

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock();
    private SigningKeys keys;
    private TokenIssuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void setUp() {
        keys = new SigningKeys(folder, TokenSettings.DEFAULT, clock);
        issuer = new TokenIssuer(keys, TokenSettings.DEFAULT, clock);
        verifier = new TokenVerifier(keys, TokenSettings.DEFAULT, clock);
    }

    @Test
    void aTokenOfOursIsAcceptedWithItsClaims() throws Exception {
        VerifiedToken token = verifier.verify(accessToken(), TokenKind.ACCESS);

        assertThat(token.subject()).isEqualTo(USER);
        assertThat(token.expires()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(token.claims())
                .containsEntry("upn", "ada")
                .containsEntry("groups", List.of("acme/admin"))
                .containsEntry("orgs", Map.of("acme", "admin"))
                .containsEntry("iss", "graft")
                .containsEntry("iat", clock.instant().getEpochSecond())
                .containsKey("jti");
    }

    @Test
    void aHandMadeTokenWithTheRightKeyIsAcceptedSoThatTheAttacksBelowFailForTheirOwnReason() throws Exception {
        assertThat(verifier.verify(sign(header(), claims()), TokenKind.ACCESS).subject()).isEqualTo(USER);
    }

    @Test
    void everyTokenHasAnIdOfItsOwn() throws Exception {
        assertThat(verifier.verify(accessToken(), TokenKind.ACCESS).claims().get("jti"))
                .isNotEqualTo(verifier.verify(accessToken(), TokenKind.ACCESS).claims().get("jti"));
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        refused(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void algorithmNoneWithTheKeyIdOfARealKeyIsRefused() {
        String header = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"graft-access+jwt\",\"kid\":\"" + kid() + "\"}").toString();
        String payload = accessToken().split("\\.")[1];
        refused(header + "." + payload + ".");
        refused(header + "." + payload + "." + accessToken().split("\\.")[2]);
    }

    @Test
    void aSignatureCutOffIsRefused() {
        String token = accessToken();
        refused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void anHmacMadeWithThePublicKeyIsRefused() throws Exception {
        byte[] publicKey = keys.active().toECPublicKey().getEncoded();
        byte[] publicJwk = keys.active().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        for (byte[] secret : List.of(publicKey, publicJwk)) {
            refused(sign(header(JWSAlgorithm.HS256), claims(), new MACSigner(secret)));
        }
    }

    @Test
    void anotherSignatureAlgorithmIsRefused() throws Exception {
        refused(sign(header(JWSAlgorithm.RS256), claims(), new RSASSASigner(new RSAKeyGenerator(2048).generate())));
        refused(sign(header(JWSAlgorithm.ES384), claims(), new ECDSASigner(new ECKeyGenerator(Curve.P_384).generate())));
    }

    @Test
    void aKeyOfSomeoneElseUnderOurKeyIdIsRefused() throws Exception {
        refused(sign(header(), claims(), new ECDSASigner(strangersKey())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "../../keys/signing-keys.json", "' OR '1'='1", "00000000-0000-0000-0000-000000000000"})
    void anUnknownKeyIdIsRefused(String kid) throws Exception {
        refused(sign(header().keyID(kid), claims()));
    }

    @Test
    void aTokenWithoutAKeyIdIsRefused() throws Exception {
        refused(sign(header().keyID(null), claims()));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        ECKey own = strangersKey();
        refused(sign(header().jwk(own.toPublicJWK()), claims(), new ECDSASigner(own)));
        refused(sign(header().keyID(own.getKeyID()).jwk(own.toPublicJWK()), claims(), new ECDSASigner(own)));
        refused(sign(header().jwkURL(URI.create("https://attacker.example/jwks.json")), claims(), new ECDSASigner(own)));
        refused(sign(header().x509CertURL(URI.create("https://attacker.example/cert.pem")), claims(), new ECDSASigner(own)));
    }

    @Test
    void headerParametersThatWeNeverWriteAreRefusedEvenUnderOurSignature() throws Exception {
        refused(sign(header().jwkURL(URI.create("https://attacker.example/jwks.json")), claims()));
        refused(sign(header().criticalParams(Set.of("x-own-rules")).customParam("x-own-rules", true), claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "graft-job+jwt", "graft-access"})
    void anotherTypeIsRefused(String type) throws Exception {
        refused(sign(header().type(new JOSEObjectType(type)), claims()));
    }

    @Test
    void aTokenWithoutATypeIsRefused() throws Exception {
        refused(sign(header().type(null), claims()));
    }

    @Test
    void anotherIssuerIsRefused() throws Exception {
        refused(changed(claims -> claims.issuer("https://accounts.example")));
        refused(changed(claims -> claims.issuer(null)));
    }

    @Test
    void anotherAudienceIsRefused() throws Exception {
        refused(changed(claims -> claims.audience("graft-job-callback")));
        refused(changed(claims -> claims.audience("someone-else")));
        refused(changed(claims -> claims.audience(List.of("graft-api", "someone-else"))));
        refused(changed(claims -> claims.audience((String) null)));
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        String token = accessToken();
        clock.advance(Duration.ofHours(1).plus(TokenSettings.CLOCK_SKEW).minusSeconds(1));
        assertThat(verifier.verify(token, TokenKind.ACCESS).subject()).isEqualTo(USER);
        clock.advance(Duration.ofSeconds(2));
        refused(token);
    }

    @Test
    void aTokenWithoutExpiryIsRefused() throws Exception {
        refused(changed(claims -> claims.expirationTime(null)));
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() throws Exception {
        Instant soon = clock.instant().plusSeconds(60);
        refused(changed(claims -> claims.notBeforeTime(Date.from(soon))));
        refused(changed(claims -> claims.issueTime(Date.from(soon))));
    }

    @Test
    void aTokenWithoutSubjectOrIdOrWithASubjectThatIsNoIdIsRefused() throws Exception {
        refused(changed(claims -> claims.subject(null)));
        refused(changed(claims -> claims.subject("admin")));
        refused(changed(claims -> claims.jwtID(null)));
        refused(changed(claims -> claims.issueTime(null)));
    }

    @Test
    void everyChangedCharacterOfATokenBreaksIt() throws Exception {
        String token = accessToken();
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            refused(token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    @Test
    void claimsOfOneTokenUnderTheSignatureOfAnotherAreRefused() {
        String[] viewer = issuer.accessToken(USER, "ada", Map.of("acme", "viewer")).compact().split("\\.");
        String[] admin = accessToken().split("\\.");
        refused(viewer[0] + "." + admin[1] + "." + viewer[2]);
    }

    @Test
    void aSignatureOfZerosIsRefused() {
        String token = accessToken();
        refused(token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(new byte[64]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d.e", "null", "{}", "%00.%00.%00", "eyJhbGciOiJFUzI1NiJ9.e30"})
    void whatIsNoTokenIsRefused(String nonsense) {
        refused(nonsense);
    }

    @Test
    void anEndlessTokenIsRefusedBeforeItIsParsed() {
        assertThatThrownBy(() -> verifier.verify("a.".repeat(10_000), TokenKind.ACCESS))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void aJobTokenOpensNothingElseAndAnAccessTokenNoCallback() throws Exception {
        String job = issuer.jobToken("acme", USER).compact();
        assertThat(verifier.verify(job, TokenKind.JOB).claims()).containsEntry("org", "acme");
        refused(job);
        assertThatThrownBy(() -> verifier.verify(accessToken(), TokenKind.JOB)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void aTokenOfAnotherInstallationIsRefused(@TempDir Path elsewhere) {
        var others = new SigningKeys(elsewhere, TokenSettings.DEFAULT, clock);
        refused(new TokenIssuer(others, TokenSettings.DEFAULT, clock).accessToken(USER, "ada", Map.of()).compact());
    }

    private void refused(String token) {
        assertThatThrownBy(() -> verifier.verify(token, TokenKind.ACCESS))
                .as(token)
                .isInstanceOf(InvalidTokenException.class);
    }

    private String accessToken() {
        return issuer.accessToken(USER, "ada", Map.of("acme", "admin")).compact();
    }

    private String kid() {
        return keys.active().getKeyID();
    }

    private JWSHeader.Builder header() {
        return header(JWSAlgorithm.ES256);
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("graft-access+jwt")).keyID(kid());
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("graft")
                .audience("graft-api")
                .subject(USER.toString())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .jwtID("1");
    }

    private String changed(Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        JWTClaimsSet.Builder claims = claims();
        change.accept(claims);
        return sign(header(), claims);
    }

    private String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims) throws JOSEException {
        return sign(header, claims, new ECDSASigner(keys.active()));
    }

    private static String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header.build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static ECKey strangersKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("attacker").generate();
    }
}
