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
        try (DataLock lock = DataLock.claim(data)) {
            assertThat(lock).isNotNull();
            assertThat(data).isDirectory();
        }
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstIsGone(@TempDir Path data) throws IOException {
        try (DataLock first = DataLock.claim(data)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DataLock.claim(data))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("Another server is using the data folder " + data)
                    .hasMessageContaining("--data");
        }
        try (DataLock next = DataLock.claim(data)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void aFileInTheFoldersPlaceIsToldWithTheRemedy(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThatThrownBy(() -> DataLock.claim(file)).hasMessageContaining(file.toString()).hasMessageContaining("--data");
    }
}
