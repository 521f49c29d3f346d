// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * The network of a checkpoint.
 *
 * @param description what it is
 * @param network in evaluation mode, on the CPU
 * @param <D> the plugin's descriptions
 */
public record StoredNetwork<D extends NetworkDescription>(D description, Layer network) {

    /**
     * Reads a checkpoint.
     *
     * @param describe makes a description of the metadata of the file
     * @throws GraftException if the file is broken, or does not fit its description
     */
    public static <D extends NetworkDescription> StoredNetwork<D> load(Path file, Function<Map<String, String>, D> describe) {
        try {
            Checkpoint checkpoint = WeightFile.read(file);
            D description = describe.apply(checkpoint.metadata());
            Layer network = description.network(0);
            LoadReport report = WeightLoader.load(checkpoint.weights(), network);
            if (!report.missing().isEmpty()) {
                throw new IllegalArgumentException("it does not fit " + description.summary() + ": " + report.summary());
            }
            network.eval();
            return new StoredNetwork<>(description, network);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    static GraftException unusable(Path file, Exception cause) {
        return new GraftException(
                StandardError.INVALID_PARENT, "the model " + file.getFileName() + " cannot be used: " + cause.getMessage(), cause);
    }
}
