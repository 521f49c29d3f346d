// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.dataset.Dataset;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.job.Job;
import dev.graft.job.JobLineage;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobState;
import dev.graft.spi.Action;
import dev.graft.spi.launch.JobInputs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Dataset dataset;
    private Experiment experiment;

    @BeforeEach
    void start() {
        server = new JobServer(data, 1);
        dataset = server.pulledDataset();
        experiment = server.experiment(dataset);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAttemptTellsItsPluginAndItsDatasetsWithTheHashOfTheirContent() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train"));
        server.awaitState(job, JobState.DONE);

        assertThat(server.service.lineage(CALLER, job.owner(), job.id())).singleElement().satisfies(lineage -> {
            assertThat(lineage.attempt()).isEqualTo(1);
            assertThat(lineage.sources().path("plugin")).hasToString("{\"id\":\"graft-scripted\",\"version\":\"1.2.3\"}");
            JsonNode used = lineage.sources().path("datasets");
            assertThat(used).hasSize(1);
            assertThat(used.get(0).path("id").asText()).isEqualTo(dataset.id().toString());
            assertThat(used.get(0).path("role").asText()).isEqualTo("train");
            assertThat(used.get(0).path("sha256").asText()).isEqualTo("ab".repeat(32));
            assertThat(lineage.sources().has("parent")).isFalse();
        });
    }

    @Test
    void aFollowingJobTellsItsParentWithTheModelAndTheHashOfItsArchive() {
        Job training = server.submit(experiment, Action.TRAIN, deed("train"));
        Job export = server.submit(experiment, Action.EXPORT, deed("succeed"), Optional.of(training.id()));
        server.awaitState(export, JobState.DONE);

        JsonNode parent = server.jobs.lineage(export.id()).get(0).sources().path("parent");
        assertThat(parent.path("job_id").asText()).isEqualTo(training.id().toString());
        assertThat(parent.path("model").asText()).isEqualTo("epoch_2.pth");
        assertThat(parent.path("archive_sha256").asText()).isEqualTo(training.artifact().orElseThrow().sha256());
    }

    @Test
    void aBaseModelIsTrainedAndWholeUnlessTheExperimentSaysThatItIsABackbone() {
        Job training = server.submit(experiment, Action.TRAIN, deed("train"));
        server.awaitState(training, JobState.DONE);

        Experiment whole = server.experiment(server.pulledDataset(), experiment.id());
        Experiment backbone = server.experiment(server.pulledDataset(), experiment.id());
        backbone.describe(ExperimentDraft.builder().ptmBackbone(true).build(), JobServer.VAULT, Instant.now());

        assertThat(server.inputs.of(waiting(whole)).baseModels()).extracting(JobInputs.BaseModel::backbone).containsExactly(false);
        assertThat(server.inputs.of(waiting(backbone)).baseModels()).extracting(JobInputs.BaseModel::backbone).containsExactly(true);
    }

    @Test
    void everyAttemptHasItsLineageAndADeletedJobHasNone() {
        Job job = server.submit(experiment, Action.TRAIN, deed("train").put("wait", true));
        server.awaitState(job, JobState.RUNNING);
        JobServer.awaitMessage(job, "epoch 1");
        server.service.pause(CALLER, job.owner(), job.id());
        server.awaitState(job, JobState.CANCELED);
        server.service.resume(CALLER, job.owner(), job.id(), Optional.empty(), Optional.of(deed("train").put("wait", false)));
        server.awaitState(job, JobState.DONE);

        List<JobLineage> lineage = server.jobs.lineage(job.id());
        assertThat(lineage).extracting(JobLineage::attempt).containsExactly(1, 2);
        assertThat(lineage.get(1).sources().path("resumed_from").asText()).isEqualTo("epoch_1.pth");

        server.service.delete(CALLER, job.owner(), job.id());
        assertThat(server.jobs.lineage(job.id())).isEmpty();
    }

    private Job waiting(Experiment of) {
        return server.service.validate(CALLER, JobOwner.experiment(of.id()), JobOrder.of(Action.TRAIN));
    }
}
