// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedWarTest {

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(home.resolve("app")).resolve("graft");
    }

    @Test
    void theFilesLieAsInTheWar() throws IOException {
        pack("index.html", "WEB-INF/lib/graft-spi-1.jar", "WEB-INF/classes/a/B.class");

        new OpenedWar(home).unpack();

        assertThat(folder.resolve("index.html")).hasContent("content of index.html");
        assertThat(folder.resolve("WEB-INF/classes/a/B.class")).hasContent("content of WEB-INF/classes/a/B.class");
    }

    @Test
    void onlyGraftsOwnJarsAreLeftToBeRead() throws IOException {
        pack("WEB-INF/lib/graft-spi-1.jar", "WEB-INF/lib/h2-2.4.240.jar");

        new OpenedWar(home).unpack();

        assertThat(folder.resolve("WEB-INF__lib__h2-2.4.240_jar")).isEmptyDirectory();
        assertThat(folder).isDirectoryNotContaining("glob:**graft-spi*");
    }

    @Test
    void anOlderOneGoes() throws IOException {
        pack("WEB-INF/lib/graft-spi-1.jar");
        new OpenedWar(home).unpack();
        pack("WEB-INF/lib/graft-spi-2.jar");

        new OpenedWar(home).unpack();

        assertThat(folder.resolve("WEB-INF/lib")).isDirectoryContaining("glob:**graft-spi-2.jar").isDirectoryNotContaining("glob:**graft-spi-1.jar");
    }

    @Test
    void anEntryThatLeadsOutIsRefused() throws IOException {
        pack("../outside");

        assertThatThrownBy(() -> new OpenedWar(home).unpack()).isInstanceOf(ServerFailure.class).hasMessageContaining("../outside");
        assertThat(home.resolve("app/outside")).doesNotExist();
    }

    private void pack(String... names) throws IOException {
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(home.resolve("app/graft.war")))) {
            for (String name : names) {
                war.putNextEntry(new ZipEntry(name));
                war.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
