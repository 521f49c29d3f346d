// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import dev.graft.torchkit.onnx.OnnxInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a trained network as an ONNX file and compares the file with the network. */
public final class NetworkExport {

    /** Default name of the file. */
    public static final String ONNX_FILE = "model.onnx";

    private static final long COMPARISON_SEED = 1;
    private static final int[] BATCHES = {1, 3};

    private NetworkExport() {}

    /**
     * Writes the file; its output is called {@code output}.
     *
     * @return a sentence for the status
     * @throws GraftException if ONNX Runtime disagrees with libtorch
     */
    public static String write(StoredNetwork<?> stored, Path file) throws IOException {
        List<OnnxInput> inputs = stored.description().inputs();
        new OnnxExporter(inputs.get(0).name(), "output").export(stored.network(), inputs, stored.description().metadata(), file);
        double difference = OnnxComparison.largestDifference(stored.network(), file, COMPARISON_SEED, BATCHES);
        if (difference > OnnxComparison.TOLERANCE) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "the exported file disagrees with the network by " + difference + "; at most " + OnnxComparison.TOLERANCE
                            + " is allowed");
        }
        return String.format(
                Locale.ROOT,
                "Exported %s with %s, %d bytes; ONNX Runtime and libtorch differ by at most %.1e.",
                file.getFileName(),
                inputs.stream().map(input -> input.name() + " " + input.sizes()).collect(Collectors.joining(" and ")),
                Files.size(file),
                difference);
    }
}
