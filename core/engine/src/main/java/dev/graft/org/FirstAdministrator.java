// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.storage.DataFolder;
import dev.graft.storage.PrivateFile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first administrator of a new server: with the key and organisation of the configuration keys {@code graft.api.key} and
 * {@code graft.org} (environment {@code GRAFT_API_KEY}, {@code GRAFT_ORG}), or with a key of its own that it leaves in the data folder,
 * readable by the server's user only. On a server that has users it does nothing.
 */
@ApplicationScoped
public class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String DEFAULT_ORG = "graft";
    private static final String NAME = "admin";
    private static final int SHORT_KEY = 22;

    private final OrganisationService organisations;
    private final DataFolder data;
    private final Optional<String> givenKey;
    private final Optional<String> givenOrg;

    /** For the container's proxy. */
    protected FirstAdministrator() {
        this(null, null, Optional.empty(), Optional.empty());
    }

    @Inject
    public FirstAdministrator(
            OrganisationService organisations,
            DataFolder data,
            @ConfigProperty(name = "graft.api.key") Optional<String> givenKey,
            @ConfigProperty(name = "graft.org") Optional<String> givenOrg) {
        this.organisations = organisations;
        this.data = data;
        this.givenKey = givenKey;
        this.givenOrg = givenOrg;
    }

    void atStart(@Observes @Priority(StartOrder.FIRST_ADMINISTRATOR) ServerStarted started) {
        make();
    }

    /** Makes the administrator if there is no user yet. */
    void make() {
        if (!organisations.isEmpty()) {
            return;
        }
        String org = givenOrg.orElse(DEFAULT_ORG);
        if (givenKey.isPresent()) {
            warnOfShortKey(givenKey.get());
            organisations.makeFirstAdministrator(org, NAME, new KeyText(givenKey.get()));
            LOG.info("First start: administrator '{}' of organisation '{}' has the API key that was given", NAME, org);
        } else {
            // Written before the user exists: a server that dies in between finds the same key again.
            KeyText key = keyInFile(data.adminApiKey());
            organisations.makeFirstAdministrator(org, NAME, key);
            LOG.info("First start: the API key of administrator '{}' of organisation '{}' lies in {}", NAME, org, data.adminApiKey());
        }
    }

    private static void warnOfShortKey(String key) {
        if (key.length() < SHORT_KEY) {
            LOG.warn("The API key given is short and may be guessed; give one of at least {} random characters", SHORT_KEY);
        }
    }

    private static KeyText keyInFile(Path file) {
        try {
            Files.createDirectories(file.getParent());
            byte[] text = PrivateFile.readOrCreate(
                    file, () -> (KeyText.random(new SecureRandom()).value() + "\n").getBytes(StandardCharsets.US_ASCII));
            return new KeyText(new String(text, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the first API key cannot be written to " + file, e);
        }
    }
}
