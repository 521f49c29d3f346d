// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.job.run.JobServer.awaitMessage;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.experiment.Experiment;
import dev.graft.job.Job;
import dev.graft.job.JobState;
import dev.graft.job.pool.ExecutorReport;
import dev.graft.job.pool.PoolReports;
import dev.graft.job.pool.SeenJob;
import dev.graft.spi.Action;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolReportsTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Job running;
    private Job waiting;

    @BeforeEach
    void startOneJobAndQueueAnother() {
        server = new JobServer(data, 1);
        Experiment experiment = server.experiment(server.pulledDataset());
        running = server.submit(experiment, Action.TRAIN, deed("hang"));
        server.awaitState(running, JobState.RUNNING);
        waiting = server.submit(experiment, Action.TRAIN, deed("succeed"));
        awaitMessage(waiting, "Waiting for a free slot (0 free now); place 1 in the queue.");
    }

    @AfterEach
    void stop() {
        server.service.cancel(JobServer.CALLER, running.owner(), waiting.id());
        server.service.cancel(JobServer.CALLER, running.owner(), running.id());
        server.awaitState(running, JobState.CANCELED);
        server.close();
    }

    @Test
    void aMemberSeesWhichJobRunsWhereAndWhatWaitsForWhat() {
        ExecutorReport report = report("acme");

        assertThat(report.slots()).singleElement().satisfies(slot -> {
            assertThat(slot.busy()).isTrue();
            assertThat(slot.job()).contains(new SeenJob(running.id(), "acme", Action.TRAIN));
        });
        assertThat(report.waiting()).singleElement().satisfies(job -> {
            assertThat(job.job().id()).isEqualTo(waiting.id());
            assertThat(job.reason()).contains("free slot");
        });
    }

    @Test
    void anotherOrganisationSeesThatSlotsAreBusyAndHowManyJobsWaitButNoJob() {
        ExecutorReport report = report("rivals");

        assertThat(report.slots()).singleElement().satisfies(slot -> {
            assertThat(slot.busy()).isTrue();
            assertThat(slot.job()).isEmpty();
        });
        assertThat(report.waiting()).isEmpty();
        assertThat(report.waitingInAll()).isEqualTo(1);
    }

    private ExecutorReport report(String org) {
        return new PoolReports(server.self, server.pool, server.jobs).of(Set.of(org)).get(0);
    }
}
