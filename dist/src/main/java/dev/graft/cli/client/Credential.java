// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

/**
 * The header by which a request says who asks.
 *
 * @param header name of the header
 * @param value its value; a secret, so {@code toString} leaves it out
 */
public record Credential(String header, String value) {

    /** A login's token. */
    public static Credential token(String token) {
        return new Credential("Authorization", "Bearer " + token);
    }

    /** An API key, for callers that do not want to log in. */
    public static Credential apiKey(String key) {
        return new Credential("X-API-Key", key);
    }

    @Override
    public String toString() {
        return header + ": ***";
    }
}
