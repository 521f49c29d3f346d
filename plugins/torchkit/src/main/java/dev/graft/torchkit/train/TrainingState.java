// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What changes while a network is trained: its weights, the optimiser's moments, their average, and torch's random generator. */
final class TrainingState {

    private static final String PROGRESS = "progress";
    private static final String OPTIMIZER = "optimizer";
    private static final String AVERAGE = "average";
    private static final String RANDOM = "random";
    private static final String CPU = "cpu";
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Module network;
    private final Optimizer optimizer;
    private final Optional<WeightAverage> average;

    TrainingState(Module network, Optimizer optimizer, Optional<WeightAverage> average) {
        this.network = network;
        this.optimizer = optimizer;
        this.average = average;
    }

    /**
     * A copy of all of it.
     *
     * @param random states of the random generators, by rank of the replicas
     */
    Checkpoint copy(Progress progress, Map<String, String> metadata, List<Tensor> random) {
        return NativeScope.call(() -> {
            Checkpoint.Builder copy = Checkpoint.builder().weights(network);
            metadata.forEach(copy::metadata);
            copy.metadata(PROGRESS, toJson(progress));
            optimizer.state().forEach((name, tensor) -> copy.tensor(OPTIMIZER, name, tensor));
            average.ifPresent(weights -> weights.state().forEach((name, tensor) -> copy.tensor(AVERAGE, name, tensor)));
            for (int rank = 0; rank < random.size(); rank++) {
                copy.tensor(RANDOM, generator(rank), random.get(rank));
            }
            return copy.build();
        });
    }

    /**
     * Takes up a copy. Replicas that the copied training did not have keep their random numbers.
     *
     * @param rank of this replica
     * @throws IllegalArgumentException if it belongs to another network, optimiser or kind of training
     */
    Progress restore(Checkpoint copy, int rank) {
        Progress progress = progressOf(copy);
        if (!WeightLoader.load(copy.weights(), network).complete()) {
            throw new IllegalArgumentException("its network has other layers than that of the specs");
        }
        Map<String, StoredTensor> averaged = copy.section(AVERAGE);
        if (averaged.isEmpty() == average.isPresent()) {
            throw new IllegalArgumentException(
                    average.isPresent() ? "it has no averaged weights, but the specs have an EMAHook"
                            : "it has averaged weights, but the specs have no EMAHook");
        }
        optimizer.restore(copy.section(OPTIMIZER));
        average.ifPresent(weights -> weights.restore(averaged));
        StoredTensor random = copy.section(RANDOM).get(generator(rank));
        if (random != null) {
            NativeScope.run(() -> TorchRuntime.restoreRandomState(TensorBytes.toTensor(random)));
        }
        return progress;
    }

    private static String generator(int rank) {
        return rank == 0 ? CPU : CPU + "." + rank;
    }

    /** How far the training of a copy had come. */
    static Progress progressOf(Checkpoint copy) {
        String json = copy.metadata().get(PROGRESS);
        if (json == null) {
            throw new IllegalArgumentException("it is no state of a training");
        }
        try {
            return JSON.readValue(json, Progress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its record of the progress is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static String toJson(Progress progress) {
        try {
            return JSON.writeValueAsString(progress);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("progress is made of plain values, which can always be written", e);
        }
    }
}
