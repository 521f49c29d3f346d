// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.classification.LogitSource;
import dev.graft.torchkit.classification.OnnxLogits;
import dev.graft.torchkit.classification.TorchLogits;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A stored classifier, opened for use.
 *
 * @param description what it is
 * @param logits computes it
 * @param closer frees what it holds
 */
record OpenModel(ModelDescription description, LogitSource logits, Closer closer) implements AutoCloseable {

    private static final String ONNX = ".onnx";

    /** Frees something. */
    interface Closer {
        void close() throws IOException;
    }

    /**
     * Opens a checkpoint or an ONNX file.
     *
     * @param fallback describes a file that does not describe itself
     * @throws GraftException if the file is broken, or does not fit its description
     */
    static OpenModel open(Path file, Supplier<ModelDescription> fallback, Machine machine) {
        try {
            return file.toString().endsWith(ONNX) ? onnx(file, fallback, machine) : checkpoint(file, fallback, machine);
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
     * @throws GraftException if the file is broken, or does not fit its description
     */
    static Loaded load(Path file, Supplier<ModelDescription> fallback) {
        try {
            return loaded(file, fallback);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static Loaded loaded(Path file, Supplier<ModelDescription> fallback) throws IOException {
        Checkpoint checkpoint = WeightFile.read(file);
        ModelDescription description = described(checkpoint.metadata(), fallback);
        Classifier classifier = new ClassifierFactory()
                .create(description.model(), description.classes().size(), description.evaluation().outputSize(), 0);
        LoadReport report = WeightLoader.load(checkpoint.weights(), classifier);
        if (!report.missing().isEmpty()) {
            throw new IllegalArgumentException(
                    "it does not fit the network " + description.model().backbone() + " with " + description.classes().size()
                            + " classes: " + report.summary());
        }
        classifier.eval();
        return new Loaded(classifier, description);
    }

    /**
     * A network and what it is.
     *
     * @param classifier in evaluation mode, on the CPU
     * @param description its description
     */
    record Loaded(Classifier classifier, ModelDescription description) {}

    @Override
    public void close() throws IOException {
        closer.close();
    }

    private static OpenModel checkpoint(Path file, Supplier<ModelDescription> fallback, Machine machine) throws IOException {
        Loaded loaded = loaded(file, fallback);
        loaded.classifier().moveTo(machine.device());
        return new OpenModel(loaded.description(), new TorchLogits(loaded.classifier(), machine.device()), () -> {});
    }

    private static OpenModel onnx(Path file, Supplier<ModelDescription> fallback, Machine machine) throws IOException {
        OnnxModel model = new OnnxModel(file, machine.cores());
        ModelDescription description = described(model.metadata(), fallback);
        checkSize(model.imageShape(), description.evaluation());
        checkSize(model.imageShape(), description.inference());
        return new OpenModel(description, new OnnxLogits(model), model::close);
    }

    private static void checkSize(ImageShape shape, Pipeline pipeline) {
        ImageSize size = pipeline.outputSize();
        if (shape.height() != size.height() || shape.width() != size.width()) {
            throw new IllegalArgumentException("it takes images of " + shape.height() + " x " + shape.width()
                    + " pixels, but its pipeline gives " + size
                    + "; export it again with input_height and input_width of the pipeline");
        }
    }

    private static ModelDescription described(Map<String, String> metadata, Supplier<ModelDescription> fallback) {
        Optional<ModelDescription> own = ModelDescription.of(metadata);
        return own.orElseGet(fallback);
    }
}
