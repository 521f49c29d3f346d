// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.onnx.ImageShape;
import dev.graft.torchkit.onnx.OnnxComparison;
import dev.graft.torchkit.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Writes a trained network of images as an ONNX file and compares the file with the network. */
public final class NetworkExport {

    /** Default name of the file. */
    public static final String ONNX_FILE = "model.onnx";

    private static final long COMPARISON_SEED = 1;
    private static final int[] QUICK_BATCHES = {1, 7};
    private static final int[] FULL_BATCHES = {1, 7, 32, 60};

    private NetworkExport() {}

    /**
     * Writes the file.
     *
     * @param network on the CPU
     * @param size of the images that it takes
     * @param metadata text stored with the model
     * @param thorough whether it is compared on 100 random images instead of 8
     * @return a sentence for the status
     * @throws GraftException if ONNX Runtime disagrees with libtorch
     */
    public static String write(Layer network, ImageSize size, Map<String, String> metadata, Path file, boolean thorough)
            throws IOException {
        new OnnxExporter("input", "output").export(network, new ImageShape(3, size.height(), size.width()), metadata, file);
        double difference = OnnxComparison.largestDifference(
                network, file, COMPARISON_SEED, thorough ? FULL_BATCHES : QUICK_BATCHES);
        if (difference > OnnxComparison.TOLERANCE) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "the exported file disagrees with the network by " + difference + "; at most " + OnnxComparison.TOLERANCE
                            + " is allowed");
        }
        return String.format(
                Locale.ROOT,
                "Exported %s for images of %s pixels, %d bytes; ONNX Runtime and libtorch differ by at most %.1e.",
                file.getFileName(),
                size,
                Files.size(file),
                difference);
    }
}
