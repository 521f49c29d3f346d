// SPDX-License-Identifier: Apache-2.0
package dev.graft.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageQuotaTest {

    private static final String ORG = "acme";

    @TempDir
    private Path folder;

    private final Hand clock = new Hand();
    private DataFolder data;

    @BeforeEach
    void open() {
        data = new DataFolder(folder);
    }

    @Test
    void datasetsJobsAndPublishedModelsCountTogether() throws IOException {
        write(data.datasets(ORG).resolve("d/images/1.png"), 300);
        write(data.jobs(ORG).resolve("j/results/model.pth"), 300);
        write(data.registry().resolve(ORG).resolve("m/1/model.onnx"), 300);
        write(data.datasets("other").resolve("d/images/1.png"), 5000);

        StorageQuota quota = Quotas.of(1000, data, clock);

        assertThatCode(() -> quota.requireRoom(ORG, 100)).doesNotThrowAnyException();
        assertThatThrownBy(() -> quota.requireRoom(ORG, 101))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.QUOTA_EXCEEDED))
                .hasMessageContaining("stores 900 bytes of the 1000")
                .hasMessageContaining("no room for 101 more");
    }

    @Test
    void aFileWithSeveralNamesIsStoredOnce() throws IOException {
        Path first = write(data.jobs(ORG).resolve("j/results/images/1.png"), 600);
        Files.createDirectories(data.datasets(ORG).resolve("d"));
        Files.createLink(data.datasets(ORG).resolve("d/1.png"), first);

        assertThat(FolderSize.of(folder)).isEqualTo(600);
    }

    @Test
    void anOrganisationWithoutFilesHasItsWholeQuota() {
        StorageQuota quota = Quotas.of(1000, data, clock);

        assertThatCode(() -> quota.requireRoom(ORG, 1000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> quota.requireRoom(ORG, 1001)).hasMessageContaining("stores 0 bytes");
    }

    @Test
    void roomThatWasMadeIsSeenAfterAFewSeconds() throws IOException {
        Path file = write(data.jobs(ORG).resolve("j/results/model.pth"), 1000);
        StorageQuota quota = Quotas.of(1000, data, clock);
        assertThatThrownBy(() -> quota.requireRoom(ORG)).hasMessageContaining("stores 1000 bytes");

        Files.delete(file);
        assertThatThrownBy(() -> quota.requireRoom(ORG)).hasMessageContaining("stores 1000 bytes");
        clock.pass(Duration.ofSeconds(6));
        // The one who asks is not kept waiting: this measures for those who come later.
        assertThatThrownBy(() -> quota.requireRoom(ORG)).hasMessageContaining("stores 1000 bytes");
        assertThatCode(() -> quota.requireRoom(ORG)).doesNotThrowAnyException();
    }

    @Test
    void withoutAQuotaNothingIsLookedAt() {
        assertThatCode(() -> Quotas.none().requireRoom(ORG, Long.MAX_VALUE)).doesNotThrowAnyException();
    }

    private static Path write(Path file, int bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    /** A clock that goes when it is told to. */
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
