// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerUserTest {

    private static final EngineFacts DOCKER = new EngineFacts(false, false);
    private static final EngineFacts ROOTLESS_DOCKER = new EngineFacts(false, true);
    private static final EngineFacts ROOTLESS_PODMAN = new EngineFacts(true, true);

    @Test
    void theServersOwnUserIsTaken() {
        assertThat(choose(DOCKER, 1000)).isEqualTo(new ContainerUser("1000:1000", Optional.empty(), false));
    }

    @Test
    void podmanWithoutRootKeepsTheServersId() {
        assertThat(choose(ROOTLESS_PODMAN, 1000)).isEqualTo(new ContainerUser("1000:1000", Optional.of("keep-id"), false));
    }

    @Test
    void dockerWithoutRootShowsTheServersUserAsRoot() {
        assertThat(choose(ROOTLESS_DOCKER, 1000)).isEqualTo(new ContainerUser("0:0", Optional.empty(), false));
    }

    @Test
    void aConfiguredUserIsAStrangerUnlessItIsTheServersOwn() {
        ContainerUser other = ContainerUser.choose(Optional.of("65534:65533"), DOCKER, 0, 0);

        assertThat(other.stranger()).isTrue();
        assertThat(other.uid()).isEqualTo(65534);
        assertThat(other.gid()).isEqualTo(65533);
        assertThat(ContainerUser.choose(Optional.of("0:0"), DOCKER, 0, 0).stranger()).isFalse();
    }

    private static ContainerUser choose(EngineFacts engine, long id) {
        return ContainerUser.choose(Optional.empty(), engine, id, id);
    }
}
