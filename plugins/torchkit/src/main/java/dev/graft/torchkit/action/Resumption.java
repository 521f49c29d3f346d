// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Goes on with a training that was interrupted. */
public final class Resumption {

    private Resumption() {}

    /** Whether a checkpoint belongs to a training in {@code results}, which can go on from it. */
    public static boolean isPossible(Path checkpoint, Path results) {
        Path state = checkpoint.resolveSibling(CheckpointFolder.STATE);
        return Files.exists(state) && state.toAbsolutePath().normalize().getParent().equals(results.toAbsolutePath().normalize());
    }

    /**
     * Takes up the state beside a checkpoint.
     *
     * @throws GraftException if it is not there, broken, or of another training
     */
    public static void from(Path checkpoint, TrainingLoop<?> loop) {
        Path state = checkpoint.resolveSibling(CheckpointFolder.STATE);
        try {
            loop.resume(Checkpoint.read(state));
        } catch (IOException | IllegalArgumentException e) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "the training cannot go on from " + state.getFileName() + ": " + e.getMessage()
                            + ". Start a new job, with this one's experiment as base experiment if its weights are wanted.",
                    e);
        }
    }
}
