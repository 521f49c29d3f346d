// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import dev.graft.executor.WorkerSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How containers are run.
 *
 * @param images image references by the keys of container forms, for example {@code pytorch}
 * @param workerImage image with Java for embedded forms; empty if embedded forms are not run in containers
 * @param worker how the worker inside it is started; its Java launcher is not used
 * @param pull when images are fetched
 * @param network network mode of the engine, for example {@code none} or {@code bridge}
 * @param user who the processes are; empty for the server's own user
 * @param memoryBytes memory for each slot of a job; empty for all of the machine
 * @param sharedMemoryBytes size of {@code /dev/shm}, through which data loaders pass batches
 * @param init whether the engine's small init process runs first, which passes signals on and buries orphans
 */
public record ContainerSettings(
        Map<String, String> images,
        Optional<String> workerImage,
        WorkerSettings worker,
        PullPolicy pull,
        String network,
        Optional<String> user,
        OptionalLong memoryBytes,
        long sharedMemoryBytes,
        boolean init) {

    public ContainerSettings {
        images = Map.copyOf(images);
        Objects.requireNonNull(workerImage, "workerImage");
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(pull, "pull");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(memoryBytes, "memoryBytes");
    }
}
