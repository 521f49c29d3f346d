// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.archive.Archives;
import dev.graft.quota.Quotas;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialUploadsTest {

    private static final int HALF = 100;

    @TempDir
    private Path archives;

    @TempDir
    private Path state;

    private DatasetWorkshop workshop;
    private Dataset dataset;
    private byte[] archive;

    @BeforeEach
    void open() throws IOException {
        workshop = new DatasetWorkshop(state);
        dataset = workshop.create("image_classification", "classification_pyt");
        archive = Files.readAllBytes(Archives.tarGz(archives.resolve("a"), Archives.files(
                "classes.txt", "zero\n", "images_train/zero/a.png", "a")));
    }

    @Test
    void partsBecomeTheArchiveThatIsUnpackedWhenTheLastHasArrived() throws Exception {
        PartialUpload begun = begin();
        assertThat(begun.offset()).isZero();

        PartialUpload half = append(begun, 0, Arrays.copyOf(archive, HALF), checksum("SHA-256", Arrays.copyOf(archive, HALF)));
        assertThat(half.offset()).isEqualTo(HALF);
        assertThat(workshop.background).isEmpty();
        byte[] rest = Arrays.copyOfRange(archive, HALF, archive.length);
        PartialUpload whole = append(begun, HALF, rest, checksum("SHA-1", rest));
        workshop.runBackground();

        assertThat(whole.complete()).isTrue();
        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(workshop.folder(dataset).resolve("images_train/zero/a.png")).hasContent("a");
        assertThat(workshop.partial.list(workshop.member, dataset.id())).isEmpty();
    }

    @Test
    void theLastPartSentAgainIsAnsweredAsBefore() {
        PartialUpload begun = begin();
        append(begun, 0, archive, Optional.empty());
        workshop.runBackground();

        assertThat(workshop.partial.get(workshop.member, dataset.id(), begun.id()).offset()).isEqualTo(archive.length);
        assertThat(append(begun, archive.length, new byte[0], Optional.empty()).complete()).isTrue();
        assertThat(workshop.background).isEmpty();
    }

    @Test
    void whatArrivedBeforeABreakIsKeptAndGoneOnWithByAnotherServer() {
        PartialUpload begun = begin();
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(archive, 0, HALF), new Broken());
        refused(StandardError.INVALID_REQUEST, () -> workshop.partial
                .append(workshop.member, dataset.id(), begun.id(), 0, broken, Optional.empty()));

        PartialUploads restarted = new PartialUploads(
                workshop.service,
                new DatasetGuard(workshop.datasets, workshop.dependants),
                null,
                new UploadInbox(workshop.data, 1 << 20),
                new DatasetFiles(workshop.data),
                workshop.data,
                Quotas.none());
        assertThat(restarted.list(workshop.member, dataset.id())).singleElement().satisfies(upload -> {
            assertThat(upload.offset()).isEqualTo(HALF);
            assertThat(upload.length()).isEqualTo(archive.length);
            assertThat(upload.metadata()).isEqualTo("filename YQ==");
        });
    }

    @Test
    void aPartWithAChecksumIsTakenAsAWholeOrNotAtAll() throws Exception {
        PartialUpload begun = begin();
        byte[] part = Arrays.copyOf(archive, HALF);
        Optional<UploadChecksum> right = checksum("SHA-256", part);
        part[7]++;

        refused(StandardError.CHECKSUM_MISMATCH, () -> append(begun, 0, part, right));
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(archive, 0, HALF - 1), new Broken());
        refused(StandardError.INVALID_REQUEST, () -> workshop.partial
                .append(workshop.member, dataset.id(), begun.id(), 0, broken, right));

        assertThat(workshop.partial.get(workshop.member, dataset.id(), begun.id()).offset()).isZero();
        assertThat(workshop.filesOnDisk()).hasSize(2);
    }

    @Test
    void aPartAtAnotherOffsetOrBeyondTheEndIsRefusedAndChangesNothing() {
        PartialUpload begun = begin();
        append(begun, 0, Arrays.copyOf(archive, HALF), Optional.empty());

        refused(StandardError.CONFLICT, () -> append(begun, 0, archive, Optional.empty())).hasMessageContaining(HALF + " bytes have arrived");
        refused(StandardError.INVALID_REQUEST, () -> append(begun, HALF, archive, Optional.empty())).hasMessageContaining("announced");

        assertThat(workshop.partial.get(workshop.member, dataset.id(), begun.id()).offset()).isEqualTo(HALF);
    }

    @Test
    void whoComesLaterTakesOverAndTheOtherCanWriteNoMore() {
        PartialUpload begun = begin();
        InputStream slow = new SequenceInputStream(new ByteArrayInputStream(archive, 0, 10), new InputStream() {
            private boolean asked;

            @Override
            public int read() {
                if (asked) {
                    return -1;
                }
                asked = true;
                append(begun, 10, Arrays.copyOfRange(archive, 10, HALF), Optional.empty());
                return 'x';
            }
        });

        refused(StandardError.CONFLICT, () -> workshop.partial
                .append(workshop.member, dataset.id(), begun.id(), 0, slow, Optional.empty()));

        assertThat(workshop.partial.get(workshop.member, dataset.id(), begun.id()).offset()).isEqualTo(HALF);
        append(begun, HALF, Arrays.copyOfRange(archive, HALF, archive.length), Optional.empty());
        workshop.runBackground();
        assertThat(dataset.status()).isEqualTo(PullStatus.PULL_COMPLETE);
    }

    @Test
    void whatIsNoArchiveOrTooLargeIsRefusedAndLeavesNothing() throws IOException {
        PartialUpload begun = workshop.partial.begin(workshop.member, dataset.id(), 5, "");
        refused(StandardError.INVALID_ARCHIVE, () -> append(begun, 0, "hello".getBytes(), Optional.empty()));
        refused(StandardError.NOT_FOUND, () -> workshop.partial.get(workshop.member, dataset.id(), begun.id()));
        refused(StandardError.TOO_LARGE, () -> workshop.partial.begin(workshop.member, dataset.id(), 1L << 40, ""));
        refused(StandardError.INVALID_REQUEST, () -> workshop.partial.begin(workshop.member, dataset.id(), 0, ""));

        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void onlyMembersUploadAndStrangersSeeNothing() {
        PartialUpload begun = begin();

        refused(StandardError.FORBIDDEN, () -> workshop.partial.begin(workshop.viewer, dataset.id(), 10, ""));
        refused(StandardError.NOT_FOUND, () -> workshop.partial.list(workshop.stranger, dataset.id()));
        refused(StandardError.NOT_FOUND, () -> workshop.partial.get(workshop.stranger, dataset.id(), begun.id()));
        refused(StandardError.NOT_FOUND, () -> workshop.partial.delete(workshop.stranger, dataset.id(), begun.id()));
    }

    @Test
    void aDatasetHasOnlySoManyUnfinishedUploads() {
        for (int i = 0; i < PartialUploads.AT_ONCE; i++) {
            begin();
        }
        refused(StandardError.ILLEGAL_STATE, this::begin);
        workshop.partial.delete(workshop.member, dataset.id(), workshop.partial.list(workshop.member, dataset.id()).get(0).id());
        begin();
    }

    @Test
    void deletingTheDatasetOrTheUploadRemovesWhatHadArrived() throws IOException {
        PartialUpload begun = begin();
        append(begun, 0, Arrays.copyOf(archive, HALF), Optional.empty());
        begin();
        workshop.partial.delete(workshop.member, dataset.id(), begun.id());
        assertThat(workshop.partial.list(workshop.member, dataset.id())).hasSize(1);

        workshop.service.delete(workshop.member, dataset.id(), OptionalLong.empty());
        workshop.runBackground();
        assertThat(workshop.filesOnDisk()).isEmpty();
    }

    @Test
    void anUploadThatNobodyGoesOnWithExpires() throws IOException {
        PartialUpload old = begin();
        PartialUpload fresh = begin();
        Path data = new DatasetFiles(workshop.data).uploadsFolder(dataset.org(), dataset.id()).resolve(old.id().toString()).resolve("data");
        Files.setLastModifiedTime(data, FileTime.from(Instant.now().minus(UploadFolder.KEPT).minusSeconds(60)));
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        try {
            new UploadExpiry(workshop.data, timer, Clock.systemUTC()).sweep();
        } finally {
            timer.shutdownNow();
        }

        assertThat(workshop.partial.list(workshop.member, dataset.id())).extracting(PartialUpload::id).containsExactly(fresh.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "md5 AAAA", "sha256 *", "sha1  ", "sha256 a b"})
    void whatIsNoChecksumIsRefused(String header) {
        refused(StandardError.INVALID_REQUEST, () -> UploadChecksum.parse(header));
    }

    private PartialUpload begin() {
        return workshop.partial.begin(workshop.member, dataset.id(), archive.length, "filename YQ==");
    }

    private PartialUpload append(PartialUpload upload, long offset, byte[] part, Optional<UploadChecksum> checksum) {
        return workshop.partial.append(
                workshop.member, dataset.id(), upload.id(), offset, new ByteArrayInputStream(part), checksum);
    }

    private static Optional<UploadChecksum> checksum(String algorithm, byte[] part) throws Exception {
        String name = algorithm.toLowerCase(Locale.ROOT).replace("-", "");
        byte[] digest = MessageDigest.getInstance(algorithm).digest(part);
        return Optional.of(UploadChecksum.parse(name + " " + Base64.getEncoder().encodeToString(digest)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(StandardError code, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    /** A connection that is lost. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
