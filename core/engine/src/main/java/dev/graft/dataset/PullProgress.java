// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a pull in the database, each in a transaction of its own. A dataset that was deleted meanwhile is answered by
 * {@code false} or empty.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class PullProgress {

    private static final Logger LOG = LoggerFactory.getLogger(PullProgress.class);

    private final DatasetRepository datasets;
    private final Event<Object> events;
    private final Clock clock;

    /** For the container's proxy. */
    protected PullProgress() {
        this(null, null, null);
    }

    @Inject
    public PullProgress(DatasetRepository datasets, Event<Object> events, Clock clock) {
        this.datasets = datasets;
        this.events = events;
        this.clock = clock;
    }

    /** An archive lies in the inbox. */
    Optional<Dataset> arrived(String org, UUID id) {
        Optional<Dataset> dataset = datasets.find(org, id);
        dataset.ifPresent(present -> {
            present.dataArrived(now());
            events.fire(new UploadStored(org, id));
        });
        return dataset;
    }

    /** Unpacking starts. */
    Optional<Dataset> started(String org, UUID id) {
        Optional<Dataset> dataset = datasets.find(org, id);
        dataset.ifPresent(present -> present.pullStarted(now()));
        return dataset;
    }

    /** Whether the dataset is still there. */
    boolean exists(String org, UUID id) {
        return datasets.find(org, id).isPresent();
    }

    /** The files are in place and fit. */
    boolean completed(String org, UUID id, DatasetContent content) {
        return settle(org, id, dataset -> {
            dataset.pullCompleted(content, now());
            LOG.info("Dataset {}: pull complete, {} files, {} bytes", id, content.files(), content.bytes());
        });
    }

    /** The files cannot be used. */
    boolean failed(String org, UUID id, String reason) {
        return settle(org, id, dataset -> {
            dataset.pullFailed(reason, now());
            LOG.info("Dataset {}: pull failed: {}", id, reason);
        });
    }

    /**
     * A job has made a dataset, whose files are in place.
     *
     * @param fault why the files cannot be used; empty if they can
     */
    void made(Dataset dataset, DatasetContent content, Optional<String> fault) {
        dataset.pullStarted(now());
        datasets.add(dataset);
        fault.ifPresentOrElse(reason -> dataset.pullFailed(reason, now()), () -> dataset.pullCompleted(content, now()));
        events.fire(new DatasetSettled(dataset.org(), dataset.id(), dataset.status()));
        LOG.info("Dataset {}: made by a job, {} files, {} bytes", dataset.id(), content.files(), content.bytes());
    }

    private boolean settle(String org, UUID id, Consumer<Dataset> step) {
        Optional<Dataset> dataset = datasets.find(org, id);
        dataset.ifPresent(present -> {
            step.accept(present);
            events.fire(new DatasetSettled(org, id, present.status()));
        });
        return dataset.isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
