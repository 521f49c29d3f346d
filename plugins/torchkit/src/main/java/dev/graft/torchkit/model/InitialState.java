// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.model;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.Module;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a network, or a part of one, from the weights of a file: transfer learning. */
public final class InitialState {

    private InitialState() {}

    /**
     * Takes the weights that fit by name and shape.
     *
     * @return a sentence on what was taken and what was left, and why
     * @throws GraftException if the file is broken or none of its weights fits
     */
    public static String take(Path file, Module network) {
        try {
            LoadReport report = WeightLoader.load(WeightFile.read(file).weights(), network);
            if (report.taken().isEmpty()) {
                throw new GraftException(
                        StandardError.INVALID_SPECS,
                        "no weight of " + file.getFileName() + " fits this network: " + report.summary()
                                + ". Choose a base experiment with the same network, or choose its network in the specs.");
            }
            return "Starting from " + file.getFileName() + ": " + report.summary() + ".";
        } catch (IOException e) {
            throw new GraftException(StandardError.INVALID_SPECS, e.getMessage(), e);
        }
    }
}
