// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.executor.FixedLimits;
import dev.graft.quota.Quotas;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLimitsTest {

    private final JobsInMemory jobs = new JobsInMemory();

    @Test
    void moreGpusThanAnOrganisationMayHaveAreRefused() {
        JobLimits limits = new JobLimits(jobs, new FixedLimits(OptionalInt.of(2), OptionalInt.empty(), Optional.empty()), Quotas.none());

        assertThat(limits.check("acme", order(2))).isEqualTo(order(2));
        assertThatThrownBy(() -> limits.check("acme", order(3)))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.QUOTA_EXCEEDED))
                .hasMessageContaining("wants 3 GPUs")
                .hasMessageContaining("may have 2");
    }

    @Test
    void moreQueuedJobsThanAnOrganisationMayHaveAreRefused() {
        JobLimits limits = new JobLimits(jobs, new FixedLimits(OptionalInt.empty(), OptionalInt.of(1), Optional.empty()), Quotas.none());
        limits.check("acme", order(1));
        queue("acme");

        assertThatThrownBy(() -> limits.check("acme", order(1)))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.QUOTA_EXCEEDED))
                .hasMessageContaining("1 jobs in the queue");
        assertThat(limits.check("other", order(1))).isEqualTo(order(1));
    }

    @Test
    void aJobWithoutATimeLimitGetsThatOfItsOrganisation() {
        JobLimits limits =
                new JobLimits(
                        jobs,
                        new FixedLimits(OptionalInt.empty(), OptionalInt.empty(), Optional.of(Duration.ofHours(8))),
                        Quotas.none());

        assertThat(limits.check("acme", order(1)).timeLimit()).contains(Duration.ofHours(8));
        assertThat(limits.check("acme", order(1).with(0, Optional.of(Duration.ofHours(1)))).timeLimit()).contains(Duration.ofHours(1));
    }

    @Test
    void anOrganisationThatStoresAllItMayGetsNoMoreJobs(@TempDir Path folder) throws IOException {
        DataFolder data = new DataFolder(folder);
        JobLimits limits = new JobLimits(jobs, FixedLimits.NONE, Quotas.of(10, data, Clock.systemUTC()));
        Files.createDirectories(data.jobs("acme"));
        Files.write(data.jobs("acme").resolve("model.pth"), new byte[10]);

        assertThatThrownBy(() -> limits.check("acme", order(1)))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.QUOTA_EXCEEDED))
                .hasMessageContaining("stores 10 bytes of the 10");
        assertThat(limits.check("other", order(1))).isEqualTo(order(1));
    }

    private static JobOrder order(long gpus) {
        return new JobOrder(
                Action.TRAIN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(gpus),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void queue(String org) {
        jobs.add(new Job(
                UUID.randomUUID(),
                org,
                JobOwner.experiment(UUID.randomUUID()),
                "net",
                order(1),
                JsonNodeFactory.instance.objectNode(),
                UUID.randomUUID(),
                Instant.EPOCH));
    }
}
