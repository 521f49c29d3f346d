// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** The steps of fetching a base model, in the database, each in a transaction of its own. One that was deleted meanwhile is passed over. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class BasePullProgress {

    private final BaseExperimentRepository bases;
    private final Event<Object> events;
    private final Clock clock;

    /** For the container's proxy. */
    protected BasePullProgress() {
        this(null, null, null);
    }

    @Inject
    public BasePullProgress(BaseExperimentRepository bases, Event<Object> events, Clock clock) {
        this.bases = bases;
        this.events = events;
        this.clock = clock;
    }

    Optional<Experiment> started(UUID id) {
        Optional<Experiment> base = bases.find(id);
        base.ifPresent(found -> found.basePull(PullStatus.IN_PROGRESS, now()));
        return base;
    }

    boolean exists(UUID id) {
        return bases.find(id).isPresent();
    }

    /** @param digests checksums by file name, as they were found */
    void completed(UUID id, ObjectNode digests) {
        bases.find(id).ifPresent(base -> {
            base.describeModel(base.modelSource().withDigests(digests), now());
            base.basePull(PullStatus.PULL_COMPLETE, now());
            events.fire(new BaseModelSettled(id));
        });
    }

    void failed(UUID id, String reason) {
        bases.find(id).ifPresent(base -> {
            base.basePullFailed(reason, now());
            events.fire(new BaseModelSettled(id));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
