// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import java.io.IOException;

/** What a worker does for one action of the API. Called once, on the main thread. */
@FunctionalInterface
public interface WorkerAction {

    /**
     * Does it. Results go to the job's results folder.
     *
     * @return a sentence for the last status line: what was done, with its figures
     * @throws dev.graft.spi.error.GraftException if specs or data cannot be used
     * @throws StopRequestedException if the context asked to stop
     */
    String run(WorkerContext context) throws IOException;
}
