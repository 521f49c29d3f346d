// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security;

import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.storage.DataFolder;
import dev.graft.web.security.access.Accounts;
import dev.graft.web.security.access.Authenticator;
import dev.graft.web.security.access.Gate;
import dev.graft.web.security.http.BodyLimit;
import dev.graft.web.security.http.CorsSettings;
import dev.graft.web.security.limit.ClientAddress;
import dev.graft.web.security.limit.LimitSettings;
import dev.graft.web.security.limit.RateLimits;
import dev.graft.web.security.token.SigningKeys;
import dev.graft.web.security.token.TokenIssuer;
import dev.graft.web.security.token.TokenSettings;
import dev.graft.web.security.token.TokenVerifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Makes the plain parts of security injectable, configured by MicroProfile Config. */
@ApplicationScoped
public class SecurityBeans {

    private final Config config;

    /** For the container's proxy. */
    protected SecurityBeans() {
        this(null);
    }

    @Inject
    public SecurityBeans(Config config) {
        this.config = config;
    }

    /** Makes the first signing key at the first start, and finds out at every start whether the keys can be read. */
    void keysAreNeeded(@Observes @Priority(StartOrder.FIRST_ADMINISTRATOR) ServerStarted started, SigningKeys keys) {
        keys.published();
    }

    @Produces
    @Singleton
    TokenSettings tokenSettings() {
        return TokenSettings.from(config);
    }

    @Produces
    @Singleton
    SigningKeys signingKeys(DataFolder folder, TokenSettings settings, Clock clock) {
        return new SigningKeys(folder.keys(), settings, clock);
    }

    @Produces
    @Singleton
    TokenIssuer tokenIssuer(SigningKeys keys, TokenSettings settings, Clock clock) {
        return new TokenIssuer(keys, settings, clock);
    }

    @Produces
    @Singleton
    TokenVerifier tokenVerifier(SigningKeys keys, TokenSettings settings, Clock clock) {
        return new TokenVerifier(keys, settings, clock);
    }

    @Produces
    @Singleton
    LimitSettings limitSettings() {
        return LimitSettings.from(config);
    }

    @Produces
    @Singleton
    RateLimits rateLimits(LimitSettings settings, Clock clock) {
        return new RateLimits(settings, clock);
    }

    @Produces
    @Singleton
    ClientAddress clientAddress(LimitSettings settings) {
        return new ClientAddress(settings.trustedProxies());
    }

    @Produces
    @Singleton
    Authenticator authenticator(TokenVerifier verifier, Accounts accounts) {
        return new Authenticator(verifier, accounts);
    }

    @Produces
    @Singleton
    Gate gate(Authenticator authenticator, RateLimits limits) {
        return new Gate(authenticator, limits);
    }

    @Produces
    @Singleton
    CorsSettings corsSettings() {
        return CorsSettings.from(config);
    }

    @Produces
    @Singleton
    BodyLimit bodyLimit() {
        return BodyLimit.from(config);
    }
}
