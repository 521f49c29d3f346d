// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an engine is asked to run.
 *
 * @param image the image
 * @param entrypoint what replaces the image's entry point; empty to keep it
 * @param command the command, or the arguments of the entry point
 * @param environment environment variables
 * @param readable files and folders to be seen read only
 * @param writable files and folders to be written to
 * @param workFolder where the processes start
 */
record ContainerRequest(
        String image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> environment,
        List<Path> readable,
        List<Path> writable,
        Path workFolder) {

    private static final long NANO_CPUS = 1_000_000_000L;

    ContainerRequest {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
    }

    /** The environment as the engine takes it. */
    List<String> environmentLines() {
        return new TreeMap<>(environment).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    }

    /** Limits, mounts and devices. */
    HostConfig hostConfig(Work work, ContainerSettings settings, EngineFacts engine, ContainerUser user) {
        HostConfig host = HostConfig.newHostConfig()
                .withMounts(mounts())
                .withNetworkMode(settings.network())
                .withNanoCPUs(work.cores() * NANO_CPUS)
                .withShmSize(settings.sharedMemoryBytes())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withInit(settings.init())
                // Of the engines' log drivers the one that keeps the log where the API can read it.
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE));
        user.namespace().ifPresent(host::withUsernsMode);
        settings.memoryBytes().ifPresent(bytes -> {
            long all = bytes * work.slots().size();
            // The same for memory and swap together: no swapping.
            host.withMemory(all).withMemorySwap(all);
        });
        addGpus(host, gpus(work), engine);
        return host;
    }

    private static List<String> gpus(Work work) {
        return work.slots().stream()
                .filter(Slot::gpu)
                .map(Slot::device)
                .toList();
    }

    /** Docker takes device requests of the NVIDIA runtime, Podman the names of the Container Device Interface. */
    private static void addGpus(HostConfig host, List<String> devices, EngineFacts engine) {
        if (devices.isEmpty()) {
            return;
        }
        if (engine.podman()) {
            host.withDevices(devices.stream()
                    .map(device -> "nvidia.com/gpu=" + device)
                    .map(name -> new Device("", name, name))
                    .toList());
        } else {
            host.withDeviceRequests(List.of(new DeviceRequest()
                    .withDriver("nvidia")
                    .withDeviceIds(devices)
                    .withCapabilities(List.of(List.of("gpu")))));
        }
    }

    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        readable.forEach(path -> mounts.add(mount(path).withReadOnly(true)));
        writable.forEach(path -> mounts.add(mount(path).withReadOnly(false)));
        return mounts;
    }

    private static Mount mount(Path path) {
        return new Mount().withType(MountType.BIND).withSource(path.toString()).withTarget(path.toString());
    }
}
