// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

/**
 * What a {@link StandbyWorker} does ahead of any job, such as loading native libraries: anything that takes time and is the same for
 * every job. Found by {@link java.util.ServiceLoader} on the worker's class path. It must not look for GPUs, write files or keep threads that do work.
 */
public interface Preload {

    /** Loads. A failure is the job's to meet and to tell; whatever this throws is only logged. */
    void load() throws Exception;
}
