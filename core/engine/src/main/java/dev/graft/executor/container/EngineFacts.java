// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of an engine before it is asked for a container.
 *
 * @param podman whether it is Podman; else Docker, or something that behaves like it
 * @param rootless whether it runs without root, in a user namespace
 */
record EngineFacts(boolean podman, boolean rootless) {

    /** Asks an engine. */
    static EngineFacts of(DockerClient client) {
        Version version = client.versionCmd().exec();
        List<VersionComponent> components = Optional.ofNullable(version.getComponents()).orElse(List.of());
        boolean podman = components.stream().anyMatch(component -> component.getName().toLowerCase().contains("podman"));
        Info info = client.infoCmd().exec();
        List<String> options = Optional.ofNullable(info.getSecurityOptions()).orElse(List.of());
        return new EngineFacts(podman, options.stream().anyMatch(option -> option.contains("rootless")));
    }
}
