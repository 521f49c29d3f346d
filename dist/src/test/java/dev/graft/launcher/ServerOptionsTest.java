// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {

    private static final Path FOLDER = Path.of("/srv/here");
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void withoutOptionsThePortIs8080AndTheDataLiesInTheHomeFolder() {
        assertThat(parse()).isEqualTo(new ServerOptions("0.0.0.0", 8080, Path.of("/home/ada/.graft"), false, LogFormat.TEXT));
    }

    @Test
    void aRelativeDataFolderIsRelativeToWhereThePersonIs() {
        assertThat(parse("--data", "../data").data()).isEqualTo(Path.of("/srv/data"));
    }

    @Test
    void theEnvironmentNamesTheDataFolderAndAnOptionOverrulesIt() {
        Map<String, String> environment = Map.of("GRAFT_DATA", "/var/lib/graft");
        assertThat(ServerOptions.parse(List.of(), environment, FOLDER, HOME).data()).isEqualTo(Path.of("/var/lib/graft"));
        assertThat(ServerOptions.parse(List.of("--data", "/other"), environment, FOLDER, HOME).data()).isEqualTo(Path.of("/other"));
    }

    @Test
    void anEqualsSignMayStandBetweenNameAndValue() {
        assertThat(parse("--port=9000", "--host=127.0.0.1")).isEqualTo(
                new ServerOptions("127.0.0.1", 9000, Path.of("/home/ada/.graft"), false, LogFormat.TEXT));
    }

    @Test
    void theAddressForPeopleIsLocalhostWhenItListensEverywhere() {
        assertThat(parse("--port", "81").url()).isEqualTo("http://localhost:81");
        assertThat(parse("--host", "127.0.0.1").url()).isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", ""})
    void aPortOutOfRangeIsRefusedWithTheRange(String port) {
        assertThatThrownBy(() -> parse("--port", port)).isInstanceOf(LaunchException.class).hasMessageContaining("1 to 65535");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> parse("--prot", "80")).hasMessageContaining("'--prot'").hasMessageContaining("Usage: graft serve");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> parse("--data")).hasMessageContaining("--data needs a value");
    }

    @Test
    void theEnvironmentTurnsMetricsAndJsonLogsOn() {
        ServerOptions options =
                ServerOptions.parse(List.of(), Map.of("GRAFT_METRICS", "true", "GRAFT_LOG_FORMAT", "json"), FOLDER, HOME);

        assertThat(options.metrics()).isTrue();
        assertThat(options.logFormat().formatter()).isEqualTo(JsonLogFormatter.class);
    }

    @Test
    void anUnknownLogFormatIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> ServerOptions.parse(List.of(), Map.of("GRAFT_LOG_FORMAT", "xml"), FOLDER, HOME))
                .hasMessageContaining("'xml'")
                .hasMessageContaining("text or json");
    }

    private static ServerOptions parse(String... arguments) {
        return ServerOptions.parse(List.of(arguments), Map.of(), FOLDER, HOME);
    }
}
