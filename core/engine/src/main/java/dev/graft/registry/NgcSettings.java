// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How NVIDIA NGC's private registry is reached. */
@Dependent
public class NgcSettings {

    private final Optional<String> key;
    private final Optional<String> org;
    private final Optional<String> team;
    private final URI api;
    private final URI authentication;

    /**
     * @param key API key, {@code graft.ngc.api-key}; secret; without it nothing is published to NGC
     * @param org NGC's name of the organisation, {@code graft.ngc.org}
     * @param team a team in it, {@code graft.ngc.team}
     */
    @Inject
    public NgcSettings(
            @ConfigProperty(name = "graft.ngc.api-key") Optional<String> key,
            @ConfigProperty(name = "graft.ngc.org") Optional<String> org,
            @ConfigProperty(name = "graft.ngc.team") Optional<String> team,
            @ConfigProperty(name = "graft.ngc.url", defaultValue = "https://api.ngc.nvidia.com") URI api,
            @ConfigProperty(name = "graft.ngc.authentication-url", defaultValue = "https://authn.nvidia.com") URI authentication) {
        this.key = key.filter(text -> !text.isBlank());
        this.org = org;
        this.team = team;
        this.api = api;
        this.authentication = authentication;
        if (this.key.isPresent() && org.isEmpty()) {
            throw new IllegalArgumentException("graft.ngc.api-key is set, so graft.ngc.org has to be set too");
        }
    }

    boolean configured() {
        return key.isPresent();
    }

    String key() {
        return key.orElseThrow();
    }

    /** Where tokens come from. */
    URI token() {
        return URI.create(authentication + "/token?service=ngc&scope=group/ngc:" + org.orElseThrow());
    }

    /** The models of the organisation or team. */
    URI models() {
        return URI.create(api + "/v2/org/" + org.orElseThrow() + team.map(name -> "/team/" + name).orElse("") + "/models");
    }
}
