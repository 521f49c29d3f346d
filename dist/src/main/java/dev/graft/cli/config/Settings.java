// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.config;

import java.util.Objects;
import java.util.Optional;

/**
 * Which server, as whom.
 *
 * @param url address of the server
 * @param organisation whose things commands are about
 * @param apiKey who asks; a secret, so {@code toString} leaves it out
 */
public record Settings(Optional<String> url, Optional<String> organisation, Optional<String> apiKey) {

    /** Nothing is known. */
    public static final Settings NONE = new Settings(Optional.empty(), Optional.empty(), Optional.empty());

    public Settings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(apiKey, "apiKey");
    }

    /** These settings, completed by others where they say nothing. */
    public Settings orElse(Settings other) {
        return new Settings(
                url.or(other::url), organisation.or(other::organisation), apiKey.or(other::apiKey));
    }

    @Override
    public String toString() {
        return "Settings[url=" + url + ", organisation=" + organisation + "]";
    }
}
