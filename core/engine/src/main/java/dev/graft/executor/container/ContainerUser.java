// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import java.util.Optional;

/**
 * Who the processes of a container are. They write into the job's folder, so by default they are the server's own user, in whatever way
 * the engine calls that user.
 *
 * @param name for the engine: {@code uid:gid}
 * @param namespace mode of the user namespace for the engine; empty for its default
 * @param stranger whether that is not the server's user, so that what they write to has to be given to them first
 */
record ContainerUser(String name, Optional<String> namespace, boolean stranger) {

    /**
     * Chooses.
     *
     * @param configured {@code uid:gid} from the configuration; empty for the server's own user
     * @param uid the server's user id
     * @param gid the server's group id
     */
    static ContainerUser choose(Optional<String> configured, EngineFacts engine, long uid, long gid) {
        String own = uid + ":" + gid;
        if (configured.isPresent()) {
            return new ContainerUser(configured.get(), Optional.empty(), !configured.get().equals(own));
        }
        if (!engine.rootless() || uid == 0) {
            return new ContainerUser(own, Optional.empty(), false);
        }
        // Without root, Podman can give the server's user its own id inside; Docker shows it as root, which is nobody special outside.
        return engine.podman()
                ? new ContainerUser(own, Optional.of("keep-id"), false)
                : new ContainerUser("0:0", Optional.empty(), false);
    }

    long uid() {
        return Long.parseLong(name.split(":")[0]);
    }

    long gid() {
        return Long.parseLong(name.split(":")[1]);
    }
}
