// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.train.TrainingOptions.EarlyStopping;
import dev.graft.torchkit.train.TrainingOptions.GradientClipping;
import dev.graft.torchkit.worker.StatusFile;
import dev.graft.torchkit.worker.StopRequestedException;
import dev.graft.torchkit.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {

    private static final KeyMetric ACCURACY = new KeyMetric("accuracy", Goal.MAXIMIZE);
    private static final CheckpointRule RULE = new CheckpointRule(List.of(".pth"), "_", 1);
    private static final WarmUp WARM_UP = new WarmUp(WarmUp.Kind.LINEAR, 4, 0.1);

    @TempDir
    Path folder;

    @BeforeEach
    void useOneThread() {
        TorchRuntime.threads(1);
    }

    /** All losses of a training, and what it was told. */
    private static final class Recorder implements TrainingListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<Integer> epochs = new ArrayList<>();

        @Override
        public void stepDone(Progress progress, int batchesPerEpoch, double loss) {
            losses.add(loss);
        }

        @Override
        public void epochDone(Progress progress) {
            epochs.add(progress.epoch());
        }
    }

    /** Asks to stop after a number of steps. */
    private record Stopper(StopSignal stop, long afterStep) implements TrainingListener {
        @Override
        public void stepDone(Progress progress, int batchesPerEpoch, double loss) {
            if (progress.step() == afterStep) {
                stop.request();
            }
        }
    }

    @Test
    void theLossFallsAndTheNetworkLearns() {
        Progress progress = loop(new TinyTask(), options(20), List.of()).run();
        assertThat(progress.history()).hasSize(20);
        assertThat(progress.history().get(19).loss()).isLessThan(0.6 * progress.history().get(0).loss());
        assertThat(progress.best().orElseThrow().value()).isGreaterThan(0.8);
    }

    @Test
    void sameSeedSameLossCurve() {
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        loop(new TinyTask(), options(4), List.of(first)).run();
        loop(new TinyTask(), options(4), List.of(second)).run();
        assertThat(second.losses).isEqualTo(first.losses).hasSize(24).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 9, 12, 17})
    void aStoppedTrainingGoesOnAsIfItHadNot(long stopAfter) throws IOException {
        Recorder whole = new Recorder();
        TinyTask straight = new TinyTask();
        Progress uninterrupted = loop(straight, options(4), List.of(whole)).run();

        Recorder parts = new Recorder();
        StopSignal stop = new StopSignal();
        TrainingLoop<TinyTask.Numbers> stopped =
                loop(new TinyTask(), options(4), List.of(parts, new Stopper(stop, stopAfter)), stop);
        assertThatThrownBy(stopped::run)
                .isInstanceOf(StopRequestedException.class)
                .hasMessageContaining("resume")
                .hasMessageContaining("of 4");
        TorchRuntime.seed(12345);
        TinyTask other = new TinyTask();
        TrainingLoop<TinyTask.Numbers> resumed = loop(other, options(4), List.of(parts));
        TorchRuntime.seed(777);
        resumed.resume(Checkpoint.read(folder.resolve(CheckpointFolder.STATE)));
        Progress progress = resumed.run();

        assertThat(parts.losses).isEqualTo(whole.losses);
        assertThat(progress.history()).extracting(EpochReport::loss)
                .isEqualTo(uninterrupted.history().stream().map(EpochReport::loss).toList());
        assertThat(progress.best()).isEqualTo(uninterrupted.best());
        assertThat(Checkpoint.builder().weights(other.network()).build().tensors())
                .isEqualTo(Checkpoint.builder().weights(straight.network()).build().tensors());
    }

    @Test
    void aFinishedTrainingCanBeMadeLonger() throws IOException {
        loop(new TinyTask(), options(2), List.of()).run();
        TrainingLoop<TinyTask.Numbers> longer = loop(new TinyTask(), options(3), List.of());
        longer.resume(Checkpoint.read(folder.resolve(CheckpointFolder.STATE)));
        assertThat(longer.run().history()).extracting(EpochReport::epoch).containsExactly(1, 2, 3);
    }

    @Test
    void theStateOfAnotherTrainingIsRefused() throws IOException {
        loop(new TinyTask(), options(1), List.of()).run();
        Checkpoint state = Checkpoint.read(folder.resolve(CheckpointFolder.STATE));
        TinyTask task = new TinyTask();
        Optimizer sgd = new Sgd(List.of(new ParameterGroup(task.network().trainableParameters(), 1, 0)), 0, false);
        TrainingLoop<TinyTask.Numbers> other = new TrainingLoop<>(
                task, sgd, schedule(), Optional.empty(), options(1), checkpoints(), Map.of(), List.of(), new StopSignal());
        assertThatThrownBy(() -> other.resume(state)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("optimiser");
        assertThatThrownBy(() -> other.resume(Checkpoint.read(folder.resolve("epoch_1.pth"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no state of a training");
    }

    @Test
    void checkpointsAreFoundByEpochAndTheBestAndLatestAreMarked() throws IOException {
        Progress progress = loop(new TinyTask(), options(5), List.of()).run();
        assertThat(checkpoints().epochs()).containsExactly(1, 2, 3, 4, 5);
        JsonNode marks = new JsonMapper().readTree(folder.resolve(CheckpointFolder.MARKS).toFile());
        assertThat(marks.at("/latest/file").asText()).isEqualTo("epoch_5.pth");
        assertThat(marks.at("/best/epoch").asInt()).isEqualTo(progress.best().orElseThrow().epoch());
        assertThat(marks.at("/best/value").asDouble()).isEqualTo(progress.best().orElseThrow().value());
        assertThat(marks.at("/best/metric").asText()).isEqualTo("accuracy");
        Checkpoint third = Checkpoint.read(folder.resolve("epoch_3.pth"));
        assertThat(third.metadata())
                .containsEntry("epoch", "3")
                .containsEntry("arch", "tiny")
                .containsEntry("accuracy", Double.toString(progress.history().get(2).metric("accuracy").orElseThrow()));
    }

    @Test
    void aStoredCheckpointValidatesToTheFigureOfItsEpoch() throws IOException {
        Progress progress = loop(new TinyTask(), options(3), List.of()).run();
        TinyTask other = new TinyTask(1234, 1, 1);
        WeightLoader.load(folder.resolve("epoch_2.pth"), other.network());
        other.network().eval();
        assertThat(other.validate().kpi()).isEqualTo(progress.history().get(1).evaluation().orElseThrow().kpi());
    }

    @Test
    void intervalsAreKeptAndTheLastEpochIsAlwaysDone() {
        TrainingOptions options = new TrainingOptions(5, 2, 3, 0, ACCURACY, Optional.empty(), Optional.empty());
        Progress progress = loop(new TinyTask(), options, List.of()).run();
        assertThat(progress.history().stream().filter(report -> report.evaluation().isPresent()).map(EpochReport::epoch))
                .containsExactly(2, 4, 5);
        assertThat(checkpoints().epochs()).containsExactly(3, 5);
    }

    @Test
    void oldCheckpointsGoButTheBestStays() {
        TrainingOptions options = new TrainingOptions(8, 1, 1, 2, ACCURACY, Optional.empty(), Optional.empty());
        Progress progress = loop(new TinyTask(), options, List.of()).run();
        Set<Integer> expected = new TreeSet<>(Set.of(7, 8));
        expected.add(progress.best().orElseThrow().epoch());
        assertThat(checkpoints().epochs()).containsExactlyElementsOf(expected);
    }

    @Test
    void withoutGainItEndsEarly() {
        TrainingOptions options =
                new TrainingOptions(50, 1, 50, 0, ACCURACY, Optional.empty(), Optional.of(new EarlyStopping(2, 1)));
        Progress progress = loop(new TinyTask(), options, List.of()).run();
        assertThat(progress.epoch()).isEqualTo(3);
        assertThat(checkpoints().epochs()).as("the last epoch has a checkpoint all the same").containsExactly(3);
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingWithAdvice() {
        assertThatThrownBy(() -> loop(new TinyTask(5, 6, Float.NaN), options(2), List.of()).run())
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("diverged")
                .hasMessageContaining("batch 1 in epoch 1")
                .hasMessageContaining("smaller optimizer.lr");
    }

    @Test
    void clippingKeepsLargeGradientsSmall() {
        TrainingOptions clipped =
                new TrainingOptions(1, 1, 1, 0, ACCURACY, Optional.of(new GradientClipping(1e-9, 2)), Optional.empty());
        TinyTask task = new TinyTask();
        Checkpoint before = Checkpoint.builder().weights(task.network()).build();
        Sgd sgd = new Sgd(List.of(new ParameterGroup(task.network().trainableParameters(), 1, 0)), 0, false);
        new TrainingLoop<>(
                        task, sgd, schedule(), Optional.empty(), clipped, checkpoints(), Map.of(), List.of(), new StopSignal())
                .run();
        Checkpoint after = Checkpoint.builder().weights(task.network()).build();
        before.tensors().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.data().remaining() / Float.BYTES; i++) {
                assertThat(after.tensors().get(name).data().getFloat(i * Float.BYTES))
                        .isCloseTo(tensor.data().getFloat(i * Float.BYTES), org.assertj.core.api.Assertions.within(1e-7f));
            }
        });
    }

    @Test
    void theAverageIsValidatedAndStoredAndTrainingGoesOnWithoutIt() throws IOException {
        Recorder plain = new Recorder();
        loop(new TinyTask(), options(3), List.of(plain)).run();
        Recorder averaged = new Recorder();
        TinyTask task = new TinyTask();
        TrainingLoop<TinyTask.Numbers> loop = new TrainingLoop<>(
                task,
                adam(task),
                schedule(),
                Optional.of(new WeightAverage(task.network(), 0.001, 1)),
                options(3),
                checkpoints(),
                Map.of(),
                List.of(averaged),
                new StopSignal());
        TorchRuntime.seed(3);
        loop.run();
        assertThat(averaged.losses).isEqualTo(plain.losses);
        assertThat(Checkpoint.read(folder.resolve("epoch_3.pth")).weights())
                .isNotEqualTo(Checkpoint.builder().weights(task.network()).build().tensors());
    }

    @Test
    void eachEpochHasAStatusLineWithItsFigures() throws IOException {
        Path status = folder.resolve("status.json");
        StatusReporter reporter = new StatusReporter(new StatusFile(status), 3, 1, ACCURACY, () -> "2 images were skipped.");
        Progress progress = loop(new TinyTask(), options(3), List.of(reporter)).run();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines).hasSize(4);
        JsonNode second = lines.get(2);
        assertThat(second.get("status").asText()).isEqualTo("RUNNING");
        assertThat(second.get("epoch").asInt()).isEqualTo(2);
        assertThat(second.get("max_epoch").asInt()).isEqualTo(3);
        assertThat(second.get("eta").asText()).matches("0:00:\\d\\d\\.\\d{6}");
        assertThat(second.get("time_per_epoch").asText()).matches("0:00:\\d\\d\\.\\d{6}");
        assertThat(second.at("/graphical/loss").asDouble()).isEqualTo(progress.history().get(1).loss());
        assertThat(second.at("/graphical/learning_rate").asDouble()).isPositive();
        assertThat(second.at("/kpi/accuracy").asDouble()).isEqualTo(second.get("key_metric").asDouble());
        assertThat(second.get("message").asText()).contains("Epoch 2 of 3").contains("2 images were skipped.");
        assertThat(lines.get(3).get("eta").asText()).isEqualTo("0:00:00.000000");
    }

    @Test
    void memoryStaysLevelOverEpochs() {
        List<Long> resident = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochDone(Progress progress) {
                resident.add(Pointer.physicalBytes());
            }
        };
        TrainingOptions options = new TrainingOptions(20, 1, 20, 1, ACCURACY, Optional.empty(), Optional.empty());
        loop(new TinyTask(5, 60, 1), options, List.of(listener)).run();
        long second = resident.get(1);
        assertThat(resident.get(19) - second).as("growth from epoch 2 to 20, bytes").isLessThan(second / 20);
    }

    private TrainingLoop<TinyTask.Numbers> loop(
            TinyTask task, TrainingOptions options, List<TrainingListener> listeners) {
        return loop(task, options, listeners, new StopSignal());
    }

    private TrainingLoop<TinyTask.Numbers> loop(
            TinyTask task, TrainingOptions options, List<TrainingListener> listeners, StopSignal stop) {
        TorchRuntime.seed(3);
        return new TrainingLoop<>(
                task,
                adam(task),
                schedule(),
                Optional.empty(),
                options,
                checkpoints(),
                Map.of("arch", "tiny"),
                listeners,
                stop);
    }

    private CheckpointFolder checkpoints() {
        return new CheckpointFolder(folder, RULE);
    }

    private static Optimizer adam(TinyTask task) {
        return new Adam(
                List.of(new ParameterGroup(task.network().trainableParameters(), 1, 0.01)), Adam.Betas.DEFAULTS, true);
    }

    private static Schedule schedule() {
        return new Schedule(0.01, new LearningRate.Cosine(0.0001), false, WARM_UP);
    }

    private static TrainingOptions options(int epochs) {
        return new TrainingOptions(epochs, 1, 1, 0, ACCURACY, Optional.empty(), Optional.empty());
    }
}
