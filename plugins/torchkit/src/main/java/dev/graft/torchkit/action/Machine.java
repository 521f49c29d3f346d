// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.nn.TorchRuntime;
import java.util.logging.Logger;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.Device;

/**
 * What a job was granted, taken up by the native libraries.
 *
 * @param device where networks are computed
 * @param cores CPU cores, at least 1
 */
public record Machine(Device device, int cores) {

    private static final Logger LOG = Logger.getLogger(Machine.class.getName());

    /**
     * Sets threads and device: torch computes with all granted cores; OpenBLAS and OpenCV get one thread each, OpenCV because images are
     * prepared side by side on threads of their own.
     *
     * @throws GraftException if a GPU was granted that libtorch cannot use
     */
    public static Machine of(WorkerJob job) {
        TorchRuntime.threads(job.cores());
        opencv_core.setNumThreads(1);
        String name = job.gpus().isEmpty() ? "cpu" : "cuda:" + job.gpus().get(0);
        try {
            Machine machine = new Machine(TorchRuntime.device(name), job.cores());
            LOG.info("computing on " + name + " with " + job.cores() + " CPU threads");
            return machine;
        } catch (IllegalArgumentException e) {
            throw new GraftException(StandardError.NO_SUCH_RESOURCES, e.getMessage(), e);
        }
    }
}
