// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes tokens, signed with the active key. Thread-safe. */
public final class TokenIssuer {

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;

    public TokenIssuer(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * An access token.
     *
     * @param userId the claim {@code sub}
     * @param name the claim {@code upn}, as MicroProfile JWT names a principal
     * @param roles from organisation to the role's name; also the claim {@code groups}, each as {@code organisation/ROLE}
     */
    public IssuedToken accessToken(UUID userId, String name, Map<String, String> roles) {
        var claims = new JWTClaimsSet.Builder()
                .subject(userId.toString())
                .claim("upn", name)
                .claim("groups", roles.entrySet().stream().map(role -> role.getKey() + '/' + role.getValue()).sorted()
                        .collect(Collectors.toList()))
                .claim(TokenClaims.ORGANISATIONS, roles);
        return sign(TokenKind.ACCESS, claims, settings.lifetime());
    }

    /** A token for the callbacks of that job in that organisation, and for nothing else. */
    public IssuedToken jobToken(String org, UUID jobId) {
        var claims = new JWTClaimsSet.Builder().subject(jobId.toString()).claim(TokenClaims.ORGANISATION, org);
        return sign(TokenKind.JOB, claims, settings.jobLifetime());
    }

    private IssuedToken sign(TokenKind kind, JWTClaimsSet.Builder claims, Duration lifetime) {
        Instant now = clock.instant();
        Instant expires = now.plus(lifetime);
        claims.issuer(settings.issuer())
                .audience(kind.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString());
        ECKey key = keys.active();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(kind.type()))
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The signing key " + key.getKeyID() + " cannot sign", e);
        }
        return new IssuedToken(token.serialize(), expires);
    }
}
