// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database and the folders are the only memory: a server that was stopped or killed goes on. */
class RestartIT {

    private static final Duration JOB_TIME = Duration.ofMinutes(5);

    /** Enough that the training is still going on when the server is back. */
    private static final int EPOCHS = 40;

    @TempDir
    private Path folder;

    @Test
    void aKilledServerGoesOnWithItsTrainingAndAStoppedOneKeepsItsState() throws Exception {
        try (TestServer server = TestServer.start(folder)) {
            StripesExperiment stripes = StripesExperiment.create(server.api(), folder);
            JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(EPOCHS, 10), Optional.empty());
            JobRef waiting = stripes.submit("evaluate", StripesExperiment.modelSpecs(), Optional.of(job.jobId()));
            Eventually.job(server.api(), job, JOB_TIME, view -> view.epoch().orElse(0) >= 2);
            server.kill();
            assertThat(Workers.of(job.jobId())).as("the worker outlives the server").isNotEmpty();
            server.start();
            JobView end = Eventually.job(server.api(), job, JOB_TIME, JobView::done);
            assertThat(end.epoch()).hasValue(EPOCHS);
            assertThat(end.series("accuracy_top-1")).as("no epoch is lost").hasSize(EPOCHS);
            Eventually.job(server.api(), waiting, JOB_TIME, JobView::done);
            keepsItsState(server, job, end);
        }
    }

    private static void keepsItsState(TestServer server, JobRef job, JobView before) {
        server.stop();
        assertThat(Files.exists(server.data().resolve("db"))).isTrue();
        server.start();
        assertThat(server.api().job(job)).isEqualTo(before.json());
        assertThat(server.api().list(OwnerKind.DATASET, Map.of())).hasSize(3);
    }

    @Test
    void withoutAKeyOneIsMadeForItsOwnerAloneAndToldOnce() throws Exception {
        FirstStart first = FirstStart.of(folder);
        Path key = first.data().resolve("admin-api-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        assertThat(first.output()).containsOnlyOnce(key.toString()).doesNotContain(Files.readString(key).strip());
        assertThat(FirstStart.of(folder).output()).as("the second start").doesNotContain(key.toString());
    }
}
