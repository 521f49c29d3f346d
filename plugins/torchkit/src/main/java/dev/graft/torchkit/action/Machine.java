// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.torchkit.data.Shard;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.parallel.ProcessGroup;
import dev.graft.torchkit.parallel.ReplicaGroup;
import dev.graft.torchkit.worker.Replica;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.logging.Logger;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.Device;

/**
 * What a job was granted, taken up by the native libraries.
 *
 * @param device where networks are computed
 * @param cores CPU cores of this process, at least 1
 * @param replicas the processes that share the job
 * @param ops computes networks that learn
 */
public record Machine(Device device, int cores, ReplicaGroup replicas, TorchOps ops) {

    /** The others wait while the first measures the network, which may take long. */
    private static final Duration PATIENCE = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(Machine.class.getName());

    /**
     * Sets threads and device for a job that is done alone: torch computes with all granted cores; OpenBLAS and OpenCV get one thread each,
     * OpenCV because images are prepared side by side on threads of their own.
     *
     * @throws GraftException if a GPU was granted that libtorch cannot use
     */
    public static Machine of(WorkerJob job) {
        return new Machine(device(job, 0, job.cores()), job.cores(), ReplicaGroup.alone(), new TorchOps());
    }

    /**
     * The same for a job that several processes share, each with a GPU of its own, or with its part of the cores where there is none. Returns
     * when all are there.
     *
     * @throws GraftException if less was granted than so many need
     */
    public static Machine shared(WorkerContext context, Sharing sharing) {
        WorkerJob job = context.job();
        int replicas = sharing.replicas();
        if (replicas == 1) {
            return of(job);
        }
        boolean cpu = job.gpus().isEmpty();
        int granted = cpu ? job.cores() : job.gpus().size();
        if (replicas > granted) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    replicas + " processes are to share the training, but the job was granted " + granted + (cpu ? " CPU cores" : " GPUs")
                            + "; ask for more with num_gpu of the job, or set the number of GPUs in the specs to at most " + granted);
        }
        Replica own = share(context, replicas);
        int cores = Math.max(1, job.cores() / replicas);
        Device device = device(job, own.rank(), cores);
        ReplicaGroup group = cpu
                ? ProcessGroup.gloo(device, own.meetingPoint(), own.rank(), own.size(), PATIENCE)
                : ProcessGroup.nccl(device, own.meetingPoint(), own.rank(), own.size(), PATIENCE);
        LOG.info(replicas + " processes share the training; a batch is as many times as large");
        return new Machine(device, cores, group, sharing.synchronised() ? new TorchOps(group) : new TorchOps());
    }

    /** The part of every batch that this process learns from. */
    public Shard shard() {
        return new Shard(replicas.rank(), replicas.size());
    }

    private static Replica share(WorkerContext context, int replicas) {
        try {
            return context.replicas().share(context.job(), replicas);
        } catch (IOException e) {
            throw new UncheckedIOException("the processes that share the training cannot be started: " + e.getMessage(), e);
        }
    }

    private static Device device(WorkerJob job, int rank, int cores) {
        TorchRuntime.threads(cores);
        opencv_core.setNumThreads(1);
        String name = job.gpus().isEmpty() ? "cpu" : "cuda:" + job.gpus().get(rank);
        try {
            Device device = TorchRuntime.device(name);
            LOG.info("computing on " + name + " with " + cores + " CPU threads");
            return device;
        } catch (IllegalArgumentException e) {
            throw new GraftException(StandardError.NO_SUCH_RESOURCES, e.getMessage(), e);
        }
    }
}
