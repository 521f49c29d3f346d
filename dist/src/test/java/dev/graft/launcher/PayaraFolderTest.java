// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayaraFolderTest {

    @TempDir
    private Path folder;

    private Path template;
    private Path data;

    @BeforeEach
    void writeTemplate() throws IOException {
        template = folder.resolve("root");
        Files.createDirectories(template.resolve("config/branding"));
        Files.createDirectories(template.resolve("lib/install"));
        Files.writeString(template.resolve("config/domain.xml"), "<domain/>");
        Files.writeString(template.resolve("config/branding/version"), "6");
        Files.writeString(template.resolve("lib/install/adapter.jar"), "jar");
        data = Files.createDirectories(folder.resolve("data"));
    }

    @Test
    void theTemplateIsCopiedWithItsFolders() {
        PayaraFolder made = PayaraFolder.make(data.resolve("server"), template);
        assertThat(made.path()).isEqualTo(data.resolve("server"));
        assertThat(made.path().resolve("config/domain.xml")).hasContent("<domain/>");
        assertThat(made.path().resolve("config/branding/version")).hasContent("6");
        assertThat(made.path().resolve("lib/install/adapter.jar")).hasContent("jar");
    }

    @Test
    void nothingOfAnEarlierStartSurvives() throws IOException {
        Path stale = Files.createDirectories(data.resolve("server/applications/graft")).resolve("old.class");
        Files.writeString(stale, "old");
        PayaraFolder.make(data.resolve("server"), template);
        assertThat(stale).doesNotExist();
        assertThat(data.resolve("server/config/domain.xml")).exists();
    }

    @Test
    void whatIsBesideItStays() throws IOException {
        Path state = Files.createDirectories(data.resolve("db")).resolve("graft.mv.db");
        Files.writeString(state, "rows");
        PayaraFolder.make(data.resolve("server"), template);
        assertThat(state).hasContent("rows");
    }

    @Test
    void anIncompleteDistributionIsTold() {
        Path missing = folder.resolve("nowhere");
        assertThatThrownBy(() -> PayaraFolder.make(data.resolve("server"), missing))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("cannot be prepared");
    }
}
