// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A stored classifier, opened for use.
 *
 * @param description what it is
 * @param logits computes it
 * @param closer frees what it holds
 * @param <D> the plugin's descriptions
 */
public record OpenModel<D extends ClassifierDescription>(D description, LogitSource logits, Closer closer) implements AutoCloseable {

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
    public static <D extends ClassifierDescription> OpenModel<D> open(
            Path file, Function<Map<String, String>, D> describe, Machine machine) {
        try {
            return file.toString().endsWith(ONNX) ? onnx(file, describe, machine) : checkpoint(file, describe, machine);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static GraftException unusable(Path file, Exception cause) {
        return new GraftException(
                StandardError.INVALID_PARENT, "the model " + file.getFileName() + " cannot be used: " + cause.getMessage(), cause);
    }

    /**
     * The network of a checkpoint, in evaluation mode on the CPU, and what it is.
     *
     * @param describe makes a description of the metadata of the file
     * @throws GraftException if the file is broken, or does not fit its description
     */
    public static <D extends ClassifierDescription> Loaded<D> load(Path file, Function<Map<String, String>, D> describe) {
        try {
            return loaded(file, describe);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static <D extends ClassifierDescription> Loaded<D> loaded(Path file, Function<Map<String, String>, D> describe)
            throws IOException {
        Checkpoint checkpoint = WeightFile.read(file);
        D description = describe.apply(checkpoint.metadata());
        Classifier classifier = description.network();
        LoadReport report = WeightLoader.load(checkpoint.weights(), classifier);
        if (!report.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "it does not fit the network " + description.backbone() + " with " + description.classes().size()
                            + " classes: " + report.summary());
        }
        classifier.eval();
        return new Loaded<>(classifier, description);
    }

    /**
     * A network and what it is.
     *
     * @param classifier in evaluation mode, on the CPU
     * @param description its description
     * @param <D> the plugin's descriptions
     */
    public record Loaded<D extends ClassifierDescription>(Classifier classifier, D description) {}

    @Override
    public void close() throws IOException {
        closer.close();
    }

    private static <D extends ClassifierDescription> OpenModel<D> checkpoint(
            Path file, Function<Map<String, String>, D> describe, Machine machine) throws IOException {
        Loaded<D> loaded = loaded(file, describe);
        loaded.classifier().moveTo(machine.device());
        return new OpenModel<>(loaded.description(), new TorchLogits(loaded.classifier(), machine.device()), () -> {});
    }

    private static <D extends ClassifierDescription> OpenModel<D> onnx(
            Path file, Function<Map<String, String>, D> describe, Machine machine) throws IOException {
        OnnxModel model = new OnnxModel(file, machine.cores());
        D description = describe.apply(model.metadata());
        checkSize(model.imageShape(), description.evaluation());
        checkSize(model.imageShape(), description.inference());
        return new OpenModel<>(description, new OnnxLogits(model), model::close);
    }

    private static void checkSize(ImageShape shape, Pipeline pipeline) {
        ImageSize size = pipeline.outputSize();
        if (shape.height() != size.height() || shape.width() != size.width()) {
            throw new IllegalArgumentException("it takes images of " + shape.height() + " x " + shape.width()
                    + " pixels, but its pipeline gives " + size
                    + "; export it again with input_height and input_width of the pipeline");
        }
    }
}
