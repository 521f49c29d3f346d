// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The signing keys at one moment: ES256 keys, one of them active, the others replaced but still good until their {@code exp}.
 * Immutable. A key's {@code kid} is random and names nothing.
 */
final class KeyRing {

    private final List<ECKey> keys;

    private KeyRing(List<ECKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A ring with one new key. */
    static KeyRing create(Instant now) {
        return new KeyRing(List.of(newKey(now)));
    }

    /** @throws IllegalArgumentException where the set does not hold ES256 private keys with {@code kid} and {@code iat}, one of them active */
    static KeyRing of(JWKSet set) {
        List<ECKey> keys = set.getKeys().stream().map(KeyRing::requireSigningKey).toList();
        if (keys.stream().noneMatch(key -> key.getExpirationTime() == null)) {
            throw new IllegalArgumentException("no key without an 'exp', so none to sign with");
        }
        return new KeyRing(keys);
    }

    JWKSet toJwkSet() {
        return new JWKSet(List.<JWK>copyOf(keys));
    }

    /** The key to sign with: the newest of those that were not replaced. */
    ECKey active() {
        return keys.stream()
                .filter(key -> key.getExpirationTime() == null)
                .max(Comparator.comparing(ECKey::getIssueTime))
                .orElseThrow();
    }

    /** The key of that id if it is still good. */
    Optional<ECKey> find(String kid, Instant now) {
        return keys.stream().filter(key -> key.getKeyID().equals(kid) && isGood(key, now)).findFirst();
    }

    /** The public halves of all keys that are good. */
    JWKSet published(Instant now) {
        return new JWKSet(keys.stream().filter(key -> isGood(key, now)).<JWK>map(KeyRing::publicHalf).toList());
    }

    /** A ring with a new active key; the keys of this one stay good until the instant given, those that are past it are gone. */
    KeyRing rotated(Instant now, Instant oldGoodUntil) {
        var rotated = new ArrayList<ECKey>();
        rotated.add(newKey(now));
        for (ECKey key : keys) {
            if (isGood(key, now)) {
                rotated.add(key.getExpirationTime() == null ? expiring(key, oldGoodUntil) : key);
            }
        }
        return new KeyRing(rotated);
    }

    private static boolean isGood(ECKey key, Instant now) {
        return key.getExpirationTime() == null || now.isBefore(key.getExpirationTime().toInstant());
    }

    private static ECKey expiring(ECKey key, Instant at) {
        return new ECKey.Builder(key).expirationTime(Date.from(at)).build();
    }

    private static ECKey publicHalf(ECKey key) {
        return key.toPublicJWK();
    }

    private static ECKey newKey(Instant now) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .issueTime(Date.from(now))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot make EC keys on P-256", e);
        }
    }

    private static ECKey requireSigningKey(JWK jwk) {
        if (jwk instanceof ECKey key && Curve.P_256.equals(key.getCurve()) && JWSAlgorithm.ES256.equals(key.getAlgorithm())
                && key.isPrivate() && key.getKeyID() != null && key.getIssueTime() != null) {
            return key;
        }
        throw new IllegalArgumentException(
                "key '" + jwk.getKeyID() + "' is not an ES256 private key on P-256 with 'kid' and 'iat'");
    }
}
