// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.spi.error.GraftException;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.onnx.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A stored network, opened for use.
 *
 * @param description what it is
 * @param outputs computes it
 * @param closer frees what it holds
 * @param <D> the plugin's descriptions
 */
public record OpenNetwork<D extends NetworkDescription>(D description, NetworkOutputs outputs, Closer closer) implements AutoCloseable {

    private static final String ONNX = ".onnx";

    /** Frees something. */
    @FunctionalInterface
    public interface Closer {
        /** Frees it. */
        void close() throws IOException;
    }

    /**
     * Opens a checkpoint or an ONNX file.
     *
     * @param describe makes a description of the metadata of the file
     * @throws GraftException if the file is broken, or does not fit its description
     */
    public static <D extends NetworkDescription> OpenNetwork<D> open(
            Path file, Function<Map<String, String>, D> describe, Machine machine) {
        if (file.toString().endsWith(ONNX)) {
            return onnx(file, describe, machine);
        }
        StoredNetwork<D> stored = StoredNetwork.load(file, describe);
        stored.network().moveTo(machine.device());
        return new OpenNetwork<>(stored.description(), new TorchOutputs(stored.network(), machine.device()), () -> {});
    }

    private static <D extends NetworkDescription> OpenNetwork<D> onnx(
            Path file, Function<Map<String, String>, D> describe, Machine machine) {
        try {
            OnnxModel model = new OnnxModel(file, machine.cores());
            try {
                D description = describe.apply(model.metadata());
                if (!model.inputs().equals(description.inputs())) {
                    throw new IllegalArgumentException("it takes " + model.inputs() + ", but the data are " + description.inputs()
                            + "; export it again without another input size");
                }
                return new OpenNetwork<>(description, batch -> run(model, batch), model::close);
            } catch (IOException | RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw StoredNetwork.unusable(file, e);
        }
    }

    private static float[][] run(OnnxModel model, ImageBatch batch) {
        try {
            return TorchOutputs.rows(model.run(batch.pixels(), batch.size()), batch.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        closer.close();
    }
}
