// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.CheckpointEpochs;
import dev.graft.job.JobResult;
import dev.graft.job.StatusReader;
import dev.graft.spi.Action;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final CheckpointRule RULE = new CheckpointRule(List.of(".tlt", ".pth"), "_", 1);
    private static final KeyMetric ACCURACY = new KeyMetric("accuracy", KeyMetric.Goal.MAXIMIZE);
    private static final UUID JOB = UUID.randomUUID();

    @TempDir
    private Path results;

    @Test
    void anEmptyOrMissingFolderHasNoCheckpoint() {
        assertThat(Checkpoints.in(results, RULE).latest()).isEmpty();
        assertThat(Checkpoints.in(results.resolve("missing"), RULE).latestEpoch()).isEmpty();
    }

    @Test
    void epochsAreReadAfterTheLastDelimiterWithOrWithoutZeros() throws IOException {
        make("net_v2_009.pth", "net_v2_010.pth", "readme_11.txt", "final.pth");

        assertThat(Checkpoints.in(results, RULE).latest()).contains(results.resolve("net_v2_010.pth"));
        assertThat(Checkpoints.in(results, RULE).ofEpoch(9)).contains(results.resolve("net_v2_009.pth"));
        assertThat(Checkpoints.in(results, RULE).ofEpoch(2)).isEmpty();
    }

    @Test
    void thePreferredFileNameEndingComesFirst() throws IOException {
        make("epoch_1.pth", "epoch_1.tlt");

        assertThat(Checkpoints.in(results, RULE).ofEpoch(1)).contains(results.resolve("epoch_1.tlt"));
    }

    @Test
    void aFolderOfWeightsComesBeforeTheTrainFolderAndTheResults() throws IOException {
        make("epoch_9.pth", "train/epoch_5.pth");
        assertThat(Checkpoints.in(results, RULE).latest()).contains(results.resolve("train/epoch_5.pth"));

        make("weights/epoch_1.pth");
        assertThat(Checkpoints.in(results, RULE).latest()).contains(results.resolve("weights/epoch_1.pth"));
    }

    @Test
    void theTrainersMarkTellsTheBestEpochIfItHasACheckpoint() throws IOException {
        make("epoch_1.pth", "epoch_2.pth");
        Files.writeString(results.resolve("checkpoints.json"), "{\"best\": {\"epoch\": 1}}");
        assertThat(Checkpoints.in(results, RULE).markedBest()).isEqualTo(OptionalLong.of(1));

        Files.writeString(results.resolve("checkpoints.json"), "{\"best\": {\"epoch\": 7}}");
        assertThat(Checkpoints.in(results, RULE).markedBest()).isEmpty();
    }

    @Test
    void aTrainingGoesOnFromItsStoredStateElseFromItsLatestCheckpoint() throws IOException {
        assertThat(Checkpoints.toResume(results, RULE)).isEmpty();
        make("train/epoch_1.pth", "train/epoch_2.pth");
        assertThat(Checkpoints.toResume(results, RULE)).contains(results.resolve("train/epoch_2.pth"));

        make("train/training_state.safetensors");
        assertThat(Checkpoints.toResume(results, RULE)).contains(results.resolve("train/training_state.safetensors"));
    }

    @Test
    void theCheckpointIsChosenByTheMethodAndIsTheLatestWhereTheEpochHasNone() throws IOException {
        make("epoch_1.pth", "epoch_2.pth", "epoch_3.pth");
        CheckpointEpochs epochs = new CheckpointEpochs(Map.of(
                CheckpointChooseMethod.BEST_MODEL.epochKey(JOB), 2L,
                CheckpointChooseMethod.FROM_EPOCH_NUMBER.epochKey(JOB), 1L));

        assertThat(chosen(CheckpointChooseMethod.BEST_MODEL, epochs)).isEqualTo(results.resolve("epoch_2.pth"));
        assertThat(chosen(CheckpointChooseMethod.LATEST_MODEL, epochs)).isEqualTo(results.resolve("epoch_3.pth"));
        assertThat(chosen(CheckpointChooseMethod.FROM_EPOCH_NUMBER, epochs)).isEqualTo(results.resolve("epoch_1.pth"));
        assertThat(chosen(CheckpointChooseMethod.FROM_EPOCH_NUMBER, CheckpointEpochs.none())).isEqualTo(results.resolve("epoch_3.pth"));
    }

    @Test
    void modelsOfOtherActionsAreFoundByName() throws IOException {
        make("pruned_model.pth", "epoch_1.pth", "deep/model.onnx", "model.engine");

        assertThat(ParentModel.ofOther(results, Action.PRUNE, Optional.of(RULE))).contains(results.resolve("pruned_model.pth"));
        assertThat(ParentModel.ofOther(results, Action.EXPORT, Optional.of(RULE))).contains(results.resolve("deep/model.onnx"));
        assertThat(ParentModel.ofOther(results, Action.GEN_TRT_ENGINE, Optional.of(RULE))).contains(results.resolve("model.engine"));
        assertThat(ParentModel.ofOther(results, Action.EVALUATE, Optional.of(RULE))).isEmpty();
    }

    @Test
    void theBestEpochIsThatOfTheBestValueAndTheLaterOfEqualOnes() {
        JobResult result = result(
                "{\"epoch\": 1, \"kpi\": {\"accuracy\": 0.7, \"loss\": 0.1}}",
                "{\"epoch\": 2, \"kpi\": {\"accuracy\": 0.9, \"loss\": 0.3}}",
                "{\"epoch\": 3, \"kpi\": {\"accuracy\": 0.9, \"loss\": 0.2}}");

        assertThat(BestEpoch.in(result, ACCURACY, epoch -> true)).hasValue(3);
        assertThat(BestEpoch.in(result, ACCURACY, epoch -> epoch < 3)).hasValue(2);
        assertThat(BestEpoch.in(result, BestEpoch.metric("loss", ACCURACY), epoch -> true)).hasValue(1);
        assertThat(BestEpoch.in(result, new KeyMetric("mAP", KeyMetric.Goal.MAXIMIZE), epoch -> true)).isEmpty();
    }

    @Test
    void kpiWinsOverCurvesAndStandsForTheNetworksOwnMetric() {
        JobResult result = result(
                "{\"epoch\": 1, \"graphical\": {\"accuracy\": 0.9}, \"kpi\": {\"accuracy\": 0.2}}",
                "{\"epoch\": 2, \"graphical\": {\"accuracy\": 0.8}}");

        assertThat(BestEpoch.in(result, BestEpoch.metric("kpi", ACCURACY), epoch -> true)).hasValue(2);
    }

    private Path chosen(CheckpointChooseMethod method, CheckpointEpochs epochs) {
        return ParentModel.ofTraining(results, RULE, method, epochs, JOB).orElseThrow();
    }

    private static JobResult result(String... lines) {
        StatusReader reader = new StatusReader();
        List.of(lines).forEach(reader::read);
        return reader.result();
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = results.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
