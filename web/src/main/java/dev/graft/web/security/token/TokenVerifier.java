// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Verifies tokens by RFC 8725: ES256 and nothing else, a key of ours and nothing that the token itself brings, the exact {@code typ},
 * issuer and audience, an expiry that is present and not past. Thread-safe.
 */
public final class TokenVerifier {

    private static final int MAX_LENGTH = 16_384;
    private static final Set<String> HEADER_PARAMETERS = Set.of("alg", "typ", "kid");

    private final SigningKeys keys;
    private final Clock clock;
    private final Map<TokenKind, JWTProcessor<SecurityContext>> processors = new EnumMap<>(TokenKind.class);

    public TokenVerifier(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        for (TokenKind kind : TokenKind.values()) {
            processors.put(kind, processor(kind, settings));
        }
    }

    /**
     * @param compact what the stranger sent
     * @param kind what it must be
     * @throws InvalidTokenException unless all of it is in order
     */
    public VerifiedToken verify(String compact, TokenKind kind) throws InvalidTokenException {
        if (compact.length() > MAX_LENGTH) {
            throw new InvalidTokenException("longer than " + MAX_LENGTH + " characters");
        }
        try {
            SignedJWT token = SignedJWT.parse(compact);
            requirePlainHeader(token.getHeader());
            JWTClaimsSet claims = processors.get(kind).process(token, null);
            return verified(compact, token.getHeader().getKeyID(), claims);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw new InvalidTokenException(e.getMessage(), e);
        }
    }

    /** Whether what was verified before may be taken as verified still: its time is not up and its key is good. */
    public boolean isStillGood(VerifiedToken token) {
        return clock.instant().isBefore(token.expires().plus(TokenSettings.CLOCK_SKEW)) && keys.isGood(token.kid());
    }

    /** {@code jwk}, {@code jku}, {@code x5u} and the like would bring a key along, {@code crit} rules of its own: none is ever ours. */
    private static void requirePlainHeader(JWSHeader header) throws InvalidTokenException {
        if (!header.getIncludedParams().equals(HEADER_PARAMETERS)) {
            throw new InvalidTokenException("header with " + header.getIncludedParams() + " instead of " + HEADER_PARAMETERS);
        }
    }

    private JWTProcessor<SecurityContext> processor(TokenKind kind, TokenSettings settings) {
        var processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(kind.type())));
        processor.setJWSKeySelector((header, context) -> candidates(header));
        processor.setJWTClaimsSetVerifier(new ClaimsCheck(kind, settings, clock));
        return processor;
    }

    private List<Key> candidates(JWSHeader header) {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            return List.of();
        }
        return keys.find(header.getKeyID()).map(TokenVerifier::publicKey).stream().toList();
    }

    private static Key publicKey(ECKey key) {
        try {
            return key.toECPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("The signing key " + key.getKeyID() + " has no usable public half", e);
        }
    }

    private static VerifiedToken verified(String compact, String kid, JWTClaimsSet claims) {
        var values = new HashMap<String, Object>();
        claims.getClaims().forEach((name, value) -> values.put(name, value instanceof Date time ? seconds(time) : value));
        values.values().removeIf(Objects::isNull);
        return new VerifiedToken(compact, kid, UUID.fromString(claims.getSubject()), claims.getExpirationTime().toInstant(), values);
    }

    private static long seconds(Date time) {
        return time.toInstant().getEpochSecond();
    }
}
