// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

    @Test
    void aFolderThatIsNotThereIsMade(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("a/b");
        try (DataLock lock = DataLock.claim(data, false)) {
            assertThat(lock).isNotNull();
            assertThat(data).isDirectory();
        }
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstIsGone(@TempDir Path data) throws IOException {
        try (DataLock first = DataLock.claim(data, false)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DataLock.claim(data, false))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("Another server is using the data folder " + data)
                    .hasMessageContaining("--data");
        }
        try (DataLock next = DataLock.claim(data, false)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void serversThatShareADatabaseHaveAPlaceEach(@TempDir Path data) throws IOException {
        try (DataLock first = DataLock.claim(data, true)) {
            assertThat(first.name()).isEqualTo("server");
            try (DataLock second = DataLock.claim(data, true)) {
                assertThat(second.name()).isEqualTo("server-1");
            }
            assertThatThrownBy(() -> DataLock.claim(data, false)).isInstanceOf(LaunchException.class);
        }
        try (DataLock next = DataLock.claim(data, true)) {
            assertThat(next.name()).as("a place that is free again").isEqualTo("server");
        }
    }

    @Test
    void aFileInTheFoldersPlaceIsToldWithTheRemedy(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThatThrownBy(() -> DataLock.claim(file, false)).hasMessageContaining(file.toString()).hasMessageContaining("--data");
    }
}
