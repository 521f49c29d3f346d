// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.graft.cli.client.Login;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;

/**
 * Makes tokens with the very key that a server signs with, right ones and wrong ones.
 *
 * @param key the server's
 * @param userId whom its access tokens are for
 */
record TokenForge(ECKey key, String userId) {

    /** Takes the key that signed the token of a login from the server's folder. */
    static TokenForge of(TestServer server, Login login) {
        try {
            String kid = SignedJWT.parse(login.token()).getHeader().getKeyID();
            return new TokenForge(
                    JWKSet.load(server.data().resolve("keys/signing-keys.json").toFile()).getKeyByKeyId(kid).toECKey(), login.userId());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The header of an access token. */
    JWSHeader.Builder header() {
        return header(JWSAlgorithm.ES256);
    }

    JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("graft-access+jwt")).keyID(key.getKeyID());
    }

    /** The claims of an access token. */
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("graft")
                .audience("graft-api")
                .subject(userId)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID("1");
    }

    /** The token that the worker of a job gets. */
    String jobToken(String org, String jobId) {
        return signed(
                header().type(new JOSEObjectType("graft-job+jwt")),
                claims().audience("graft-job-callback").subject(jobId).claim("org", org),
                signer());
    }

    /** Signs with the server's key. */
    JWSSigner signer() {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
