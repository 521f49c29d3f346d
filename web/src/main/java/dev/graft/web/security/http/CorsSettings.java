// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Which web pages of other origins may call the API.
 *
 * @param origins exact origins, such as {@code https://console.example.org}; {@code *} for all; empty (the default) for none
 */
public record CorsSettings(Set<String> origins) {

    private static final String ANY = "*";

    public CorsSettings {
        origins = Set.copyOf(origins);
    }

    /** From {@code graft.cors.origins}, a list. */
    public static CorsSettings from(Config config) {
        return new CorsSettings(config.getOptionalValues("graft.cors.origins", String.class).map(Set::copyOf).orElse(Set.of()));
    }

    boolean allows(String origin) {
        return origins.contains(ANY) || origins.contains(origin);
    }
}
