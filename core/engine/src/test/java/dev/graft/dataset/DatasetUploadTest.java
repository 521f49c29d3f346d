// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.archive.Archives;
import dev.graft.quota.Quotas;
import dev.graft.quota.StorageQuota;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetUploadTest {

    private static final Map<String, String> DIGITS = Archives.files(
            "digits/classes.txt", "zero\none\n",
            "digits/images_train/zero/a.png", "a",
            "digits/images_train/zero/b.png", "b",
            "digits/images_train/one/c.jpg", "c");

    @TempDir
    private Path archives;

    @TempDir
    private Path state;

    private DatasetWorkshop workshop;
    private Dataset dataset;

    @BeforeEach
    void open() {
        workshop = new DatasetWorkshop(state);
        dataset = workshop.create("image_classification", "classification_pyt");
    }

    @Test
    void anArchiveIsUnpackedCheckedAndCounted() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        assertThat(dataset.status()).isEqualTo(PullStatus.STARTING);

        workshop.runBackground();

        assertThat(dataset.statusReason()).isEmpty();
        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(dataset.content().classes()).containsExactly("zero", "one");
        assertThat(dataset.content().samples()).containsOnly(Map.entry("train", 3L));
        assertThat(dataset.content().files()).isEqualTo(4);
        assertThat(dataset.content().sha256()).get().asString().matches("[0-9a-f]{64}");
        assertThat(workshop.folder(dataset).resolve("images_train/zero/a.png")).hasContent("a");
        assertThat(workshop.filesOnDisk()).hasSize(4);
        assertThat(workshop.settled).hasSize(1);
    }

    @Test
    void anArchiveThatIsNoneIsRefusedAtOnceAndLeavesNothing() throws IOException {
        refused(Files.writeString(archives.resolve("a"), "hello, world"), StandardError.INVALID_ARCHIVE);
        refused(Files.writeString(archives.resolve("b"), ""), StandardError.INVALID_ARCHIVE);

        assertThat(dataset.status()).isEqualTo(PullStatus.STARTING);
        assertThat(workshop.background).isEmpty();
        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void aBombEndsInAnInvalidPullAndLeavesNothing() throws IOException {
        DatasetWorkshop large = new DatasetWorkshop(state, 1L << 30);
        Dataset bombed = large.create("image_classification", "classification_pyt");
        large.upload(bombed, Archives.bomb(archives.resolve("bomb"), 10L << 30));

        large.runBackground();

        assertThat(bombed.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(bombed.statusReason().orElseThrow()).contains("times its size");
        assertThat(large.filesOnDisk()).isEmpty();
    }

    @Test
    void anEntryOutsideEndsInAnInvalidPullAndLeavesNothing() throws IOException {
        workshop.upload(dataset, Archives.zip(archives.resolve("a"), Archives.files("classes.txt", "a", "../../evil", "x")));

        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason().orElseThrow()).contains("'../../evil' reaches outside");
        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void anUploadThatIsTooLargeLeavesNothing() throws IOException {
        DatasetWorkshop small = new DatasetWorkshop(state, 100);
        Dataset own = small.create("image_classification", "classification_pyt");
        Path archive = Archives.tarGz(archives.resolve("a"), DIGITS);

        assertThatThrownBy(() -> small.upload(own, archive))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.TOO_LARGE));
        assertThat(small.filesOnDisk()).isEmpty();
    }

    @Test
    void anUploadOverTheQuotaIsRefusedAndLeavesNothing() throws IOException {
        StorageQuota quota = Quotas.of(100, new DataFolder(state), Clock.systemUTC());
        DatasetWorkshop frugal = new DatasetWorkshop(state, 1 << 20, quota);
        Dataset own = frugal.create("image_classification", "classification_pyt");
        Path archive = Archives.tarGz(archives.resolve("a"), DIGITS);

        assertThatThrownBy(() -> frugal.upload(own, archive))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.QUOTA_EXCEEDED))
                .hasMessageContaining("stores 0 bytes of the 100");
        assertThatThrownBy(() -> frugal.partial.begin(frugal.member, own.id(), 101, ""))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.QUOTA_EXCEEDED));
        assertThat(frugal.filesOnDisk()).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        byte[] start = Files.readAllBytes(Archives.tar(archives.resolve("a"), DIGITS));
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> workshop.service.upload(workshop.member, dataset.id(), broken))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("broke off");
        assertThat(workshop.filesOnDisk()).isEmpty();
        assertThat(dataset.status()).isEqualTo(PullStatus.STARTING);
    }

    @Test
    void filesThatDoNotFitAreToldOneByOne() throws IOException {
        workshop.upload(dataset, Archives.zip(archives.resolve("a"), Archives.files(
                "classes.txt", "zero\none\n", "images_train/two/a.png", "a", "images_train/three/b.png", "b")));

        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason().orElseThrow())
                .contains("images_train/two: is no class of classes.txt, which names zero, one", "images_train/three: is no class");
    }

    @Test
    void partsMakeOneDataset() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), Archives.files("images_train/zero/a.png", "a")));
        workshop.runBackground();
        assertThat(dataset.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason().orElseThrow()).contains("classes.txt: is missing");

        workshop.upload(dataset, Archives.tarGz(archives.resolve("b"), Archives.files("classes.txt", "zero\n")));
        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(dataset.content().samples()).containsOnly(Map.entry("train", 1L));
    }

    @Test
    void partsThatFollowAtOnceAreTakenTogether() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), Archives.files("images/zero/a.png", "a")));
        workshop.upload(dataset, Archives.zip(archives.resolve("b"), Archives.files("images/zero/b.png", "b")));
        workshop.upload(dataset, Archives.tar(archives.resolve("c"), Archives.files("classes.txt", "zero\n")));

        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(dataset.content().samples()).containsOnly(Map.entry("all", 2L));
        assertThat(workshop.settled).hasSize(1);
    }

    @Test
    void aWholeDatasetReplacesOneThatDoesNotFit() throws IOException {
        workshop.upload(dataset, Archives.zip(
                archives.resolve("a"), Archives.files("classes.txt", "zero\n", "images_train/wrong/a.png", "a")));
        workshop.runBackground();

        workshop.upload(dataset, Archives.tarGz(archives.resolve("b"), DIGITS));
        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(workshop.folder(dataset).resolve("images_train/wrong")).doesNotExist();
    }

    @Test
    void aPartThatWouldSpoilADatasetLeavesItsFilesAsTheyWere() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        workshop.runBackground();
        List<String> before = workshop.filesOnDisk();

        workshop.upload(dataset, Archives.zip(archives.resolve("b"), Archives.files("images_train/nine/a.png", "a")));
        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason().orElseThrow()).contains("images_train/nine").contains("left as they were");
        assertThat(workshop.filesOnDisk()).isEqualTo(before);
    }

    @Test
    void anUploadIsRefusedWhileAJobReadsTheDataset() throws IOException {
        workshop.dependants.add((asked, intent) ->
                intent == DatasetDependant.Intent.WRITE ? Optional.of("Job 1 reads it.") : Optional.empty());

        refused(Archives.tarGz(archives.resolve("a"), DIGITS), StandardError.ILLEGAL_STATE);
        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void onlyMembersUploadAndStrangersSeeNothing() throws IOException {
        Path archive = Archives.tarGz(archives.resolve("a"), DIGITS);
        try (InputStream in = Files.newInputStream(archive)) {
            assertThatThrownBy(() -> workshop.service.upload(workshop.viewer, dataset.id(), in))
                    .hasMessageContaining("needs member");
            assertThatThrownBy(() -> workshop.service.upload(workshop.stranger, dataset.id(), in))
                    .hasMessageContaining("no dataset " + dataset.id());
        }
        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void aRestartGoesOnWithWhatLiesInTheInbox() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        workshop.background.clear();
        dataset.pullStarted(dataset.lastModified());

        workshop.cleaning.recover();
        workshop.runBackground();

        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
    }

    @Test
    void aRestartEndsAPullWhoseArchiveIsGone() {
        dataset.pullStarted(dataset.lastModified());

        workshop.cleaning.recover();

        assertThat(dataset.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(dataset.statusReason().orElseThrow()).contains("server was stopped");
    }

    @Test
    void aRestartTakesBackTheFormerFilesOfAnInterruptedExchange() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        workshop.runBackground();
        Path folder = workshop.folder(dataset);
        Files.move(folder, folder.resolveSibling(dataset.id() + ".previous"));

        workshop.cleaning.recover();

        assertThat(folder.resolve("classes.txt")).exists();
        assertThat(folder.resolveSibling(dataset.id() + ".previous")).doesNotExist();
    }

    @Test
    void aRestartRemovesFilesOfDatasetsThatAreGone() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        workshop.runBackground();
        workshop.datasets.remove(dataset);

        workshop.cleaning.recover();
        workshop.runBackground();

        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void aDatasetDeletedWhileItsArchiveWaitsLeavesNothing() throws IOException {
        workshop.upload(dataset, Archives.tarGz(archives.resolve("a"), DIGITS));
        workshop.service.delete(workshop.member, dataset.id(), OptionalLong.empty());

        workshop.runBackground();

        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    private void refused(Path archive, StandardError code) {
        assertThatThrownBy(() -> workshop.upload(dataset, archive))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
