// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * What a part of an upload must add up to, in the form of tus's {@code Upload-Checksum}: {@code sha256} or {@code sha1}, a space, the digest
 * in Base64.
 *
 * @param algorithm Java's name of the algorithm
 * @param digest the digest in Base64
 */
public record UploadChecksum(String algorithm, String digest) {

    /** The algorithms taken, by the names that clients use. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha1", "SHA-1");

    public UploadChecksum {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * Reads the header.
     *
     * @throws GraftException INVALID_REQUEST if it is no checksum of a known algorithm
     */
    public static UploadChecksum parse(String header) {
        String[] words = header.strip().split("\\s+");
        if (words.length != 2 || !ALGORITHMS.containsKey(words[0]) || !isBase64(words[1])) {
            throw new GraftException(
                    StandardError.INVALID_REQUEST,
                    "Upload-Checksum is '" + header + "'; send 'sha256' or 'sha1', a space, and the digest of the body in Base64.");
        }
        return new UploadChecksum(ALGORITHMS.get(words[0]), words[1]);
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    boolean fits(MessageDigest bytes) {
        return MessageDigest.isEqual(bytes.digest(), Base64.getDecoder().decode(digest));
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
