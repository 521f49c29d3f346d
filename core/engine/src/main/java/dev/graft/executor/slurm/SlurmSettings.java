// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How jobs are handed to Slurm.
 *
 * @param environment environment variables for Slurm's programs, such as {@code SLURM_CONF}, beside the server's own
 * @param options words for every {@code sbatch}, such as {@code --partition=gpu}
 * @param worker how the worker of an embedded form is started on a node
 * @param images image references by the keys of container forms
 * @param containerPrefix words before a container form's command, in which {@code {image}} and {@code {mounts}} are replaced; empty if
 *     container forms are not run
 * @param memoryBytes memory for each slot; empty for the partition's default
 * @param pollEvery how often Slurm is asked
 */
public record SlurmSettings(
        Map<String, String> environment,
        List<String> options,
        WorkerSettings worker,
        Map<String, String> images,
        List<String> containerPrefix,
        OptionalLong memoryBytes,
        Duration pollEvery) {

    public SlurmSettings {
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
        Objects.requireNonNull(worker, "worker");
        images = Map.copyOf(images);
        containerPrefix = List.copyOf(containerPrefix);
        Objects.requireNonNull(memoryBytes, "memoryBytes");
        Objects.requireNonNull(pollEvery, "pollEvery");
    }
}
