// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxOpsTest {

    private static final ImageShape SHAPE = new ImageShape(6, 9, 12);
    private static final OnnxExporter EXPORTER = new OnnxExporter("images", "result");

    @TempDir
    private Path folder;

    /** A layer of one operation, with parameters for all of them. */
    private static final class Single extends Layer {
        private final Operation operation;
        private final Map<String, Parameter> parameters = new HashMap<>();

        Single(Operation operation) {
            this.operation = operation;
            Initializer init = Initializer.seeded(3);
            declare("kernel", init, 6, 6, 3, 3);
            declare("depthwise", init, 6, 1, 3, 3);
            declare("cube", init, 4, 2, 3, 3, 2);
            declare("enlarging", init, 6, 6, 4, 4);
            declare("matrix", init, 6, 12);
            declare("wide", init, 6, 72);
            declare("channels", init, 6);
            declare("columns", init, 12);
        }

        private void declare(String name, Initializer init, long... shape) {
            parameters.put(name, parameter(name, init.weight(shape, 1)));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return operation.apply(ops, parameters::get, x);
        }
    }

    private static final class Reading extends Layer {
        private final Parameter foreign =
                new Single(Operation.CONV).state().get("kernel");

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return ops.add(x, ops.read(foreign));
        }
    }

    private static final class AskingForTheBatch extends Layer {
        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return ops.reshape(x, ops.size(x, 0), 6 * 9 * 12);
        }
    }

    private static final class Misfit extends Layer {
        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return ops.matmul(x, x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRecordedOperationComputesWhatLibtorchDoesForAnyBatch(Operation operation) throws Exception {
        Single layer = new Single(operation);
        Path file = folder.resolve("model.onnx");
        EXPORTER.export(layer, SHAPE, Map.of(), file);
        assertThat(OnnxComparison.largestDifference(layer, file, 11, 1, 4)).isLessThan(1e-5);
    }

    @Test
    void droppingIsNotRecorded() throws Exception {
        Path file = folder.resolve("model.onnx");
        DropPath layer = new DropPath(0.5);
        EXPORTER.export(layer, SHAPE, Map.of(), file);

        assertThat(layer.isTraining()).as("the mode is as before").isTrue();
        assertThat(OnnxComparison.largestDifference(layer, file, 11, 3)).isZero();
    }

    @Test
    void aForeignParameterIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EXPORTER.record(new Reading(), SHAPE, Map.of()))
                .withMessageContaining("does not belong");
    }

    @Test
    void aLayerThatAsksForTheBatchSizeIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EXPORTER.record(new AskingForTheBatch(), SHAPE, Map.of()))
                .withMessageContaining("known only when the graph runs");
    }

    @Test
    void shapesThatDoNotFitAreRefusedWhenRecording() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EXPORTER.record(new Misfit(), SHAPE, Map.of()))
                .withMessageContaining("cannot be multiplied");
    }
}
