// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keys that sign and verify tokens. The first is made at the first start; a key is replaced when it reaches
 * {@link TokenSettings#rotation()} or when an administrator says so, and stays good for as long as a token that it signed can live: a
 * rotation logs nobody out. What another server on the same folder did is noticed when it matters. Safe for use by many threads.
 */
public final class SigningKeys {

    private final KeyRingFile file;
    private final TokenSettings settings;
    private final Clock clock;
    private volatile KeyRingFile.Stored snapshot;

    /**
     * Reads the keys, or makes the first.
     *
     * @param folder where the keys lie; made if it is missing
     * @throws UncheckedIOException where they cannot be read or written
     */
    public SigningKeys(Path folder, TokenSettings settings, Clock clock) {
        this.file = new KeyRingFile(folder);
        this.settings = settings;
        this.clock = clock;
        this.snapshot = open();
    }

    /** The key to sign with, its private half included. */
    ECKey active() {
        KeyRing ring = refreshed();
        return isDue(ring) ? change(this::rotatedIfDue) : ring.active();
    }

    /** The key of that id if it is one of ours and still good. The id comes from a stranger: it is compared, and nothing else. */
    Optional<ECKey> find(String kid) {
        Optional<ECKey> known = snapshot.ring().find(kid, clock.instant());
        return known.isPresent() ? known : refreshed().find(kid, clock.instant());
    }

    /** Whether what that key signed is still good; cheap. */
    public boolean isGood(String kid) {
        return snapshot.ring().find(kid, clock.instant()).isPresent();
    }

    /** The public halves of all keys that are good, for {@code jwks.json}. */
    public JWKSet published() {
        return refreshed().published(clock.instant());
    }

    /**
     * Replaces the active key at once.
     *
     * @return the id of the new one
     */
    public String rotate() {
        return change(this::rotated).getKeyID();
    }

    private KeyRing rotatedIfDue(KeyRing ring) {
        return isDue(ring) ? rotated(ring) : ring;
    }

    private boolean isDue(KeyRing ring) {
        Instant due = ring.active().getIssueTime().toInstant().plus(settings.rotation());
        return !clock.instant().isBefore(due);
    }

    private KeyRing rotated(KeyRing ring) {
        Instant now = clock.instant();
        return ring.rotated(now, now.plus(settings.overlap()));
    }

    private synchronized ECKey change(UnaryOperator<KeyRing> change) {
        try {
            snapshot = file.change(found -> found.map(change).or(() -> Optional.of(KeyRing.create(clock.instant()))));
            return snapshot.ring().active();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys could not be replaced", e);
        }
    }

    private KeyRing refreshed() {
        try {
            Optional<KeyRingFile.Version> version = file.version();
            if (version.isPresent() && !version.get().equals(snapshot.version())) {
                reload(version.get());
            }
            return snapshot.ring();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys could not be read again", e);
        }
    }

    private synchronized void reload(KeyRingFile.Version version) throws IOException {
        Optional<KeyRing> ring = file.read();
        if (ring.isPresent()) {
            snapshot = new KeyRingFile.Stored(ring.get(), version);
        }
    }

    private KeyRingFile.Stored open() {
        try {
            return file.change(found -> found.or(() -> Optional.of(KeyRing.create(clock.instant()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
