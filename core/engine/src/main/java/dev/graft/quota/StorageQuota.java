// SPDX-License-Identifier: Apache-2.0
package dev.graft.quota;

import dev.graft.executor.OrganisationLimits;
import dev.graft.server.Background;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * Holds what organisations want to store against what they may: datasets, uploads, jobs and published models together. What they store is
 * added up when it is first asked for and then in the background, so that no request waits for it; what comes between two measurements may
 * go over the quota. Organisations without one are never measured. Thread safe.
 */
@ApplicationScoped
public class StorageQuota {

    private static final Duration SHORTEST_REST = Duration.ofSeconds(5);

    /** A measurement is followed by so many times its own length without one. */
    private static final int REST = 20;

    private final OrganisationLimits limits;
    private final DataFolder data;
    private final Clock clock;
    private final ExecutorService threads;
    private final Map<String, Measurement> measured = new ConcurrentHashMap<>();
    private final Set<String> beingMeasured = ConcurrentHashMap.newKeySet();

    /** For the container's proxy. */
    protected StorageQuota() {
        this(null, null, null, null);
    }

    /** @param threads measures; may be blocked for as long as it takes to look at every file */
    @Inject
    public StorageQuota(OrganisationLimits limits, DataFolder data, Clock clock, @Background ExecutorService threads) {
        this.limits = limits;
        this.data = data;
        this.clock = clock;
        this.threads = threads;
    }

    private record Measurement(long bytes, Instant validUntil) {}

    /**
     * Makes sure that an organisation may store anything more.
     *
     * @throws GraftException QUOTA_EXCEEDED if its quota is used up
     */
    public void requireRoom(String org) {
        requireRoom(org, 1);
    }

    /**
     * Makes sure that an organisation may store so much more.
     *
     * @throws GraftException QUOTA_EXCEEDED if that would go over its quota
     */
    public void requireRoom(String org, long bytes) {
        OptionalLong quota = limits.storage(org);
        if (quota.isEmpty()) {
            return;
        }
        long used = used(org);
        if (bytes > quota.getAsLong() - used) {
            throw new GraftException(
                    StandardError.QUOTA_EXCEEDED,
                    "Organisation " + org + " stores " + used + " bytes of the " + quota.getAsLong() + " that it may"
                            + (bytes > 1 ? ", which leaves no room for " + bytes + " more" : "")
                            + ". Delete datasets or jobs that are not needed any more, or ask an administrator for a larger quota.");
        }
    }

    private long used(String org) {
        Measurement last = measured.get(org);
        if (last == null) {
            return measure(org).bytes();
        }
        if (clock.instant().isAfter(last.validUntil()) && beingMeasured.add(org)) {
            threads.execute(() -> measureAgain(org));
        }
        return last.bytes();
    }

    private void measureAgain(String org) {
        try {
            measure(org);
        } finally {
            beingMeasured.remove(org);
        }
    }

    private Measurement measure(String org) {
        Instant begun = clock.instant();
        try {
            long bytes = FolderSize.of(data.organisations().resolve(org)) + FolderSize.of(data.registry().resolve(org));
            Instant ended = clock.instant();
            Duration rest = Duration.between(begun, ended).multipliedBy(REST);
            Measurement fresh = new Measurement(bytes, ended.plus(rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest));
            measured.put(org, fresh);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("what organisation " + org + " stores cannot be added up", e);
        }
    }
}
