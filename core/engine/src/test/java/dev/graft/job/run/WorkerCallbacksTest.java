// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.job.Job;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.spi.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerCallbacksTest {

    private static final UUID OWNER = UUID.randomUUID();

    @Test
    void aWorkerIsToldWhereItsJobIsAndGetsATokenForItAlone() {
        Job job = job(JobOwner.experiment(OWNER));
        WorkerCallbacks callbacks = new WorkerCallbacks((org, id) -> org + "/" + id, Optional.of("https://graft.example.org/"));

        assertThat(callbacks.environment(job))
                .containsEntry(
                        "TAO_LOGGING_SERVER_URL",
                        "https://graft.example.org/api/v1/orgs/acme/experiments/" + OWNER + "/jobs/" + job.id())
                .containsEntry("TAO_USER_KEY", "acme/" + job.id())
                .containsEntry("TAO_API_JOB_ID", job.id().toString());
        assertThat(callbacks.environment(job(JobOwner.dataset(OWNER))).get("TAO_LOGGING_SERVER_URL")).contains("/datasets/" + OWNER);
    }

    @Test
    void withoutAnAddressNoTokenIsMade() {
        WorkerCallbacks callbacks = new WorkerCallbacks(
                (org, id) -> {
                    throw new AssertionError("a token was made");
                },
                Optional.empty());

        assertThat(callbacks.environment(job(JobOwner.experiment(OWNER)))).isEmpty();
    }

    private static Job job(JobOwner owner) {
        return new Job(
                UUID.randomUUID(),
                "acme",
                owner,
                "scripted",
                JobOrder.of(Action.TRAIN),
                JsonNodeFactory.instance.objectNode(),
                UUID.randomUUID(),
                Instant.now());
    }
}
