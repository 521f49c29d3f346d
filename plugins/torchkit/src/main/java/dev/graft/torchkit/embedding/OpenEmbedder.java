// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.classification.OnnxLogits;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A stored embedder, opened for use.
 *
 * @param description what it is
 * @param source computes it
 * @param closer frees what it holds
 * @param <D> the plugin's descriptions
 */
public record OpenEmbedder<D extends EmbedderDescription>(D description, EmbeddingSource source, Closer closer)
        implements AutoCloseable {

    private static final String ONNX = ".onnx";

    /** Frees something. */
    @FunctionalInterface
    public interface Closer {
        /** Frees it. */
        void close() throws IOException;
    }

    /**
     * A network and what it is.
     *
     * @param network in evaluation mode, on the CPU
     * @param description its description
     * @param <D> the plugin's descriptions
     */
    public record Loaded<D extends EmbedderDescription>(Layer network, D description) {}

    /**
     * Opens a checkpoint or an ONNX file.
     *
     * @param describe makes a description of the metadata of the file
     * @throws GraftException if the file is broken, or does not fit its description
     */
    public static <D extends EmbedderDescription> OpenEmbedder<D> open(
            Path file, Function<Map<String, String>, D> describe, Machine machine) {
        try {
            return file.toString().endsWith(ONNX) ? onnx(file, describe, machine) : checkpoint(file, describe, machine);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    /**
     * The network of a checkpoint.
     *
     * @param describe makes a description of the metadata of the file
     * @throws GraftException if the file is broken, or does not fit its description
     */
    public static <D extends EmbedderDescription> Loaded<D> load(Path file, Function<Map<String, String>, D> describe) {
        try {
            return loaded(file, describe);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static GraftException unusable(Path file, Exception cause) {
        return new GraftException(
                StandardError.INVALID_PARENT, "the model " + file.getFileName() + " cannot be used: " + cause.getMessage(), cause);
    }

    private static <D extends EmbedderDescription> Loaded<D> loaded(Path file, Function<Map<String, String>, D> describe)
            throws IOException {
        Checkpoint checkpoint = WeightFile.read(file);
        D description = describe.apply(checkpoint.metadata());
        Layer network = description.network();
        LoadReport report = WeightLoader.load(checkpoint.weights(), network);
        if (!report.missing().isEmpty()) {
            throw new IllegalArgumentException("it does not fit the network that is described: " + report.summary());
        }
        network.eval();
        return new Loaded<>(network, description);
    }

    private static <D extends EmbedderDescription> OpenEmbedder<D> checkpoint(
            Path file, Function<Map<String, String>, D> describe, Machine machine) throws IOException {
        Loaded<D> loaded = loaded(file, describe);
        loaded.network().moveTo(machine.device());
        return new OpenEmbedder<>(loaded.description(), EmbeddingSource.of(loaded.network(), machine.device()), () -> {});
    }

    private static <D extends EmbedderDescription> OpenEmbedder<D> onnx(
            Path file, Function<Map<String, String>, D> describe, Machine machine) throws IOException {
        OnnxModel model = new OnnxModel(file, machine.cores());
        D description = describe.apply(model.metadata());
        ImageShape shape = model.imageShape();
        ImageSize size = description.pipeline().outputSize();
        if (shape.height() != size.height() || shape.width() != size.width()) {
            throw new IllegalArgumentException("it takes images of " + shape.height() + " x " + shape.width()
                    + " pixels, but its description says " + size);
        }
        return new OpenEmbedder<>(description, new OnnxLogits(model)::logits, model::close);
    }

    @Override
    public void close() throws IOException {
        closer.close();
    }
}
