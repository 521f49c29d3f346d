// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What makes a request the same as another.
 *
 * @param org the organisation within which the client's key is unique
 * @param key the client's key
 * @param fingerprint SHA-256 of what is asked for, 64 hexadecimal digits
 */
public record RequestKey(String org, String key, String fingerprint) {
    public RequestKey {
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /**
     * The key of a request.
     *
     * @param asked what is asked for: operation, address and body, in one form for one meaning
     */
    public static RequestKey of(String org, String key, byte[] asked) {
        return new RequestKey(org, key, sha256(asked));
    }

    /** Under which its answer is stored: 64 hexadecimal digits. */
    String id() {
        // No organisation's name has a line break.
        return sha256((org + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
