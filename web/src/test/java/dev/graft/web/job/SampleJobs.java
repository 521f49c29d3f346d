// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.job.Job;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobState;
import dev.graft.spi.Action;
import java.time.Instant;
import java.util.UUID;

/** One job in several states. */
final class SampleJobs {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    private SampleJobs() {}

    static Job pending() {
        return new InState(UUID.randomUUID(), JobState.PENDING, NOON);
    }

    static Job running(Job job) {
        return new InState(job.id(), JobState.RUNNING, NOON.plusSeconds(1));
    }

    static Job failed(Job job) {
        return new InState(job.id(), JobState.ERROR, NOON.plusSeconds(2));
    }

    private static final class InState extends Job {

        private final JobState state;
        private final Instant since;

        InState(UUID id, JobState state, Instant since) {
            super(
                    id,
                    "acme",
                    JobOwner.experiment(new UUID(0, 1)),
                    "classification_pyt",
                    JobOrder.of(Action.TRAIN),
                    JsonNodeFactory.instance.objectNode(),
                    new UUID(0, 2),
                    NOON);
            this.state = state;
            this.since = since;
        }

        @Override
        public JobState state() {
            return state;
        }

        @Override
        public Instant lastModified() {
            return since;
        }
    }
}
