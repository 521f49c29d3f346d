// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.fault.NotFound;
import dev.graft.fault.Versions;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.page.Page;
import dev.graft.secret.Vault;
import dev.graft.spi.error.GraftException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What callers may do with the datasets of their organisation. Faults are {@link GraftException}s: NOT_FOUND for an id that the
 * organisation does not have, FORBIDDEN for a role that does not suffice, INVALID_REQUEST with everything wrong in a body.
 */
@ApplicationScoped
@Transactional
public class DatasetService {

    private final DatasetRepository datasets;
    private final DatasetCheck check;
    private final Vault vault;
    private final Clock clock;
    private final Event<Object> events;
    private final DatasetGuard guard;
    private final DatasetUpload uploads;

    /** For the container's proxy. */
    protected DatasetService() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public DatasetService(
            DatasetRepository datasets,
            DatasetCheck check,
            DatasetGuard guard,
            DatasetUpload uploads,
            Vault vault,
            Clock clock,
            Event<Object> events) {
        this.datasets = datasets;
        this.check = check;
        this.guard = guard;
        this.uploads = uploads;
        this.vault = vault;
        this.clock = clock;
        this.events = events;
    }

    /** Registers a dataset. Type and format are required. If it names remote storage, its data is fetched in the background. */
    public Dataset create(Caller caller, DatasetDraft draft) {
        caller.require(Role.MEMBER);
        check.checkNew(draft);
        Dataset dataset = new Dataset(UUID.randomUUID(), caller.org(), caller.userId(), draft, vault, now());
        datasets.add(dataset);
        if (dataset.pullsFromCloud()) {
            events.fire(new CloudPullWanted(dataset.org(), dataset.id()));
        }
        return dataset;
    }

    public Page<Dataset> list(Caller caller, DatasetQuery query) {
        return datasets.list(caller.org(), query);
    }

    public Dataset get(Caller caller, UUID id) {
        return datasets.find(caller.org(), id).orElseThrow(() -> NotFound.of("dataset", id));
    }

    /**
     * Takes over what was sent; type and format may be sent only as they are. Remote storage that is sent is pulled from, again if it is
     * the same.
     *
     * @param expectedVersion the {@link Dataset#lockVersion} that the caller has seen; empty for any
     * @throws GraftException PRECONDITION_FAILED if it is another one
     */
    public Dataset change(Caller caller, UUID id, DatasetDraft draft, OptionalLong expectedVersion) {
        caller.require(Role.MEMBER);
        Dataset dataset = get(caller, id);
        Versions.check(expectedVersion, dataset.lockVersion());
        check.checkChange(dataset, draft);
        dataset.describe(draft, vault, now());
        if (draft.cloudDetails().isPresent() && dataset.pullsFromCloud()) {
            guard.checkPull(dataset);
            dataset.dataArrived(now());
            events.fire(new CloudPullWanted(dataset.org(), id));
        }
        return datasets.flushed(dataset);
    }

    /**
     * Removes a dataset with its jobs and files.
     *
     * @throws GraftException ILLEGAL_STATE if an experiment uses it or a job reads it
     */
    public Dataset delete(Caller caller, UUID id, OptionalLong expectedVersion) {
        caller.require(Role.MEMBER);
        Dataset dataset = get(caller, id);
        Versions.check(expectedVersion, dataset.lockVersion());
        guard.checkDeletion(dataset);
        events.fire(new DatasetDeleted(dataset.org(), id));
        datasets.remove(dataset);
        return dataset;
    }

    /**
     * Stores an archive (tar, gzipped tar or zip, whatever it is called). Several may follow each other as parts of one dataset. When
     * this returns the archive is on disk, and unpacking and checking go on in the background.
     *
     * @param archive read to its end, not closed
     * @return the dataset, in status {@code starting}
     * @throws GraftException ILLEGAL_STATE if a job reads the dataset, INVALID_ARCHIVE if it is no archive, TOO_LARGE
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public Dataset upload(Caller caller, UUID id, InputStream archive) {
        return uploads.upload(caller, id, archive);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
