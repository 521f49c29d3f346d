// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.data.Batch;
import dev.graft.torchkit.data.BatchSource;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.Seeds;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Learns which of four numbers is the largest: a small network with drop-out, and data made from a seed. */
final class TinyTask implements LearningTask<TinyTask.Numbers> {

    private static final int INPUTS = 4;
    private static final int BATCH = 16;

    private final TorchOps ops = new TorchOps();
    private final Network network;
    private final Data data;
    private final float scale;

    TinyTask(long seed, int batches, float scale) {
        this.network = new Network(Initializer.seeded(seed));
        this.data = new Data(seed, batches);
        this.scale = scale;
    }

    TinyTask() {
        this(5, 6, 1);
    }

    @Override
    public Module network() {
        return network;
    }

    @Override
    public BatchSource<Numbers> trainingBatches() {
        return data;
    }

    @Override
    public Tensor loss(Numbers batch) {
        return torch.cross_entropy_loss(network.forward(ops, batch.inputs(scale)), Tensor.create(batch.labels));
    }

    @Override
    public Evaluation validate() {
        Numbers numbers = new Numbers(new SplittableRandom(99), 200);
        double accuracy = NativeScope.withoutGrad(() -> {
            long right = 0;
            Tensor logits = network.forward(ops, numbers.inputs(1)).contiguous();
            float[] values = new float[numbers.labels.length * INPUTS];
            logits.data_ptr_float().get(values);
            for (int i = 0; i < numbers.labels.length; i++) {
                right += argmax(values, i) == numbers.labels[i] ? 1 : 0;
            }
            return (double) right / numbers.labels.length;
        });
        return new Evaluation(Map.of("accuracy", accuracy), Map.of());
    }

    private static int argmax(float[] values, int row) {
        int best = 0;
        for (int i = 1; i < INPUTS; i++) {
            best = values[row * INPUTS + i] > values[row * INPUTS + best] ? i : best;
        }
        return best;
    }

    /** Two linear layers with drop-out between them. */
    private static final class Network extends Layer {
        private final Linear first;
        private final Dropout dropout;
        private final Linear second;

        Network(Initializer init) {
            first = child("first", new Linear(INPUTS, 32, true, init));
            dropout = child("dropout", new Dropout(0.2));
            second = child("second", new Linear(32, INPUTS, true, init));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return second.forward(ops, dropout.forward(ops, ops.relu(first.forward(ops, x))));
        }
    }

    /** A batch of rows of numbers. */
    static final class Numbers implements Batch {
        private final float[] values;
        private final long[] labels;

        Numbers(SplittableRandom random, int rows) {
            values = new float[rows * INPUTS];
            labels = new long[rows];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            for (int row = 0; row < rows; row++) {
                labels[row] = argmax(values, row);
            }
        }

        Tensor inputs(float scale) {
            float[] scaled = values.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= scale;
            }
            return Tensor.create(scaled, new long[] {labels.length, INPUTS});
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public void close() {}
    }

    private record Data(long seed, int batches) implements BatchSource<Numbers> {
        @Override
        public int batchesPerEpoch() {
            return batches;
        }

        @Override
        public Batches<Numbers> open(int epoch, int firstBatch) {
            return new Batches<>() {
                private int next = firstBatch;

                @Override
                public boolean hasNext() {
                    return next < batches;
                }

                @Override
                public Numbers next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return new Numbers(Seeds.generator(seed, epoch, next++), BATCH);
                }

                @Override
                public void close() {}
            };
        }
    }
}
