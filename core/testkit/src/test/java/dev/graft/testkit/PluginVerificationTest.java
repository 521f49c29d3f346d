// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.testkit.PluginVerification.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginVerificationTest {

    @TempDir
    private Path folder;

    private final Map<String, byte[]> content = new LinkedHashMap<>();

    @BeforeEach
    void describeSoundPlugin() {
        put("plugin.properties", "plugin.id=net_f\nplugin.version=1.0.0\n");
        put("network.yaml", """
                architecture: net_f
                title: A network of files
                domain: vision
                datasets: {type: table, formats: [default]}
                actions:
                  train:
                    datasets: [train]
                    command: [sh, "{plugin_dir}/run.sh", "{train_dataset:points.csv}", "{spec_file}"]
                """);
        put("specs.yaml", """
                actions:
                  train:
                    parameters:
                      train.epochs: {type: integer, default: 5, description: Passes over the data.}
                """);
        put("run.sh", "exit 0\n");
    }

    @Test
    void aSoundPluginPassesEveryCheckOfTheKit() throws IOException {
        PluginVerification verification = PluginVerification.of(zip());

        assertThat(verification.id()).isEqualTo("net_f");
        assertThat(verification.version()).isEqualTo("1.0.0");
        assertThat(verification.findings()).filteredOn(finding -> finding.fault().isPresent()).isEmpty();
        assertThat(verification.passed()).isTrue();
        assertThat(verification.findings()).extracting(Finding::check).contains(
                "the descriptor says who the network is",
                "every other action is refused",
                "the defaults are valid",
                "every declared action is planned",
                "an unloaded plugin leaves no class loader behind");
    }

    @Test
    void aFaultIsFoundByTheCheckThatLooksForIt() throws IOException {
        put("specs.yaml", new String(content.get("specs.yaml"), StandardCharsets.UTF_8).replace("Passes over the data.", "epochs"));

        PluginVerification verification = PluginVerification.of(zip());

        assertThat(verification.passed()).isFalse();
        assertThat(verification.findings()).filteredOn(finding -> finding.fault().isPresent()).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo("net_f");
            assertThat(finding.check()).isEqualTo("every visible parameter is described");
            assertThat(finding.fault()).get().asString().contains("train.epochs");
        });
    }

    @Test
    void classesOfTheHostInAJarAreFound() throws IOException {
        Path jar = write(folder.resolve("inner.jar"), Map.of("dev/graft/spi/Action.class", new byte[0]));
        content.put("lib/inner.jar", Files.readAllBytes(jar));

        assertThat(PluginVerification.of(zip()).findings())
                .filteredOn(finding -> finding.fault().isPresent())
                .extracting(Finding::check)
                .containsExactly("the zip brings nothing of the host");
    }

    @Test
    void aPluginForAnotherInterfaceIsNotLoaded() throws IOException {
        put("plugin.properties", "plugin.id=net_f\nplugin.version=1.0.0\nplugin.requires=>=99.0.0\n");
        Path zip = zip();
        assertThatThrownBy(() -> PluginVerification.of(zip)).hasMessageContaining(">=99.0.0");
    }

    @Test
    void aPluginThatBringsNothingIsNotLoaded() throws IOException {
        content.remove("network.yaml");
        Path zip = zip();
        assertThatThrownBy(() -> PluginVerification.of(zip)).hasMessageContaining("brings no extension of NetworkPlugin");
    }

    @Test
    void whatReachesOutsideIsRefused() throws IOException {
        put("../escaped.txt", "text");
        Path zip = zip();
        assertThatThrownBy(() -> PluginVerification.of(zip)).isInstanceOf(IOException.class).hasMessageContaining("reaches outside");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "text");
        assertThatThrownBy(() -> PluginVerification.of(text)).isInstanceOf(IOException.class);
    }

    private void put(String name, String text) {
        content.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path zip() throws IOException {
        return write(folder.resolve("plugin.zip"), content);
    }

    private static Path write(Path file, Map<String, byte[]> content) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }
}
