// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An API key in the clear. Its text form hides it.
 *
 * @param value the key as the user sends it
 */
public record KeyText(String value) {

    private static final int RANDOM_BYTES = 32;
    private static final int PREFIX_LENGTH = 12;

    public KeyText {
        Objects.requireNonNull(value, "value");
    }

    /** A new key of 256 random bits, for example {@code graft_f3K…}. */
    public static KeyText random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new KeyText("graft_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Its SHA-256 in hexadecimal digits. */
    public String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What may be shown of it: at most 12 characters and a quarter of its length. */
    public String prefix() {
        return value.substring(0, Math.min(PREFIX_LENGTH, value.length() / 4));
    }

    boolean hasDigest(String hex) {
        return MessageDigest.isEqual(
                sha256().getBytes(StandardCharsets.US_ASCII), hex.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "KeyText[" + prefix() + "…]";
    }
}
