// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.FakeServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeploymentCheckTest {

    @Test
    void aReadyServerIsDeployed() throws IOException {
        assertThat(deployed(200, "{\"status\": \"UP\"}")).isTrue();
    }

    @Test
    void aServerThatIsNotReadyYetIsDeployed() throws IOException {
        assertThat(deployed(503, "{\"status\": \"DOWN\", \"checks\": [{\"name\": \"database\"}]}")).isTrue();
    }

    @Test
    void aServerWithoutTheApplicationIsNot() throws IOException {
        assertThat(deployed(503, "{\"status\": \"DOWN\", \"checks\": [{\"name\": \"No Application deployed\"}]}")).isFalse();
        assertThat(deployed(404, "<html></html>")).isFalse();
    }

    @Test
    void nobodyThereIsToldByItsAddress() throws IOException {
        FakeServer server = new FakeServer();
        String url = server.url().toString();
        server.close();
        assertThatThrownBy(() -> new DeploymentCheck(url).isDeployed())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(url);
    }

    private static boolean deployed(int status, String health) throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.answer("GET /health/ready", status, health);
            return new DeploymentCheck(server.url().toString()).isDeployed();
        }
    }
}
