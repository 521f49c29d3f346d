// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;

/**
 * The volume that server and pods share. A pod sees a folder of it under the path that it has on the server, and nothing else of it.
 *
 * @param name of the persistent volume claim
 * @param root where its root is on the server; absolute
 */
public record SharedClaim(String name, Path root) {

    static final String VOLUME = "graft";

    public SharedClaim {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("the claim's root must be absolute, not " + root);
        }
    }

    /** Whether a file or folder is on it. */
    boolean holds(Path path) {
        return path.startsWith(root);
    }

    /** Mounts a file or folder of it. */
    VolumeMount mount(Path path, boolean readOnly) {
        if (!holds(path)) {
            throw new IllegalArgumentException(path + " is not on the claim " + name + ", whose root is " + root);
        }
        String within = root.relativize(path).toString();
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(path.toString())
                .withSubPath(within.isEmpty() ? null : within)
                .withReadOnly(readOnly ? true : null)
                .build();
    }
}
