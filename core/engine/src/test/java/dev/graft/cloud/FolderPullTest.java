// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPullTest {

    private static final RetryPolicy QUICK = new RetryPolicy(4, Duration.ofMillis(1));
    private static final PullLimits LIMITS = new PullLimits(10_000, 1 << 30, 8);

    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @TempDir
    Path folder;

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void fiveThousandFilesComeFromS3AndAnInterruptedPullGoesOn() throws IOException {
        int all = 5_000;
        try (S3Store store = new S3Store(folder.resolve("s3"))) {
            for (int i = 0; i < all; i++) {
                store.put("data/images/" + (i % 4) + "/" + i + ".txt", "image " + i);
            }
            try (Counted source = new Counted(open(store.details(CloudFileType.FOLDER, "data")))) {
                FolderPull stopped = pull(source, LIMITS, count -> source.opened.get() < 1_000);
                assertThatExceptionOfType(PullStopped.class).isThrownBy(stopped::run);
                int before = source.opened.get();
                assertThat(before).isBetween(1_000, all - 1);

                List<PullCount> told = Collections.synchronizedList(new ArrayList<>());
                Path files = pull(source, LIMITS, told::add).run();

                assertThat(source.opened.get() - before).as("files fetched again").isBetween(1, all - before + 64);
                assertThat(told.get(told.size() - 1).files()).isEqualTo(all);
                assertThat(told.get(told.size() - 1).totalFiles()).isEqualTo(all);
                assertThat(count(files)).isEqualTo(all);
                assertThat(files.resolve("images/1/4997.txt")).hasContent("image 4997");
            }
        }
    }

    @Test
    void afterAnInterruptionOnlyWhatIsNewInTheStorageComesAndWhatIsGoneGoes() throws IOException {
        Fake fake = new Fake().with("a", "one").with("b", "two").with("c", "three");
        pull(fake, LIMITS, count -> true).run();
        fake.opened.clear();
        fake.with("b", "changed").with("d", "four").files.remove("c");

        Path files = pull(fake, LIMITS, count -> true).run();

        assertThat(fake.opened).containsOnlyKeys("b", "d");
        assertThat(files.resolve("a")).hasContent("one");
        assertThat(files.resolve("b")).hasContent("changed");
        assertThat(files.resolve("c")).doesNotExist();
    }

    @Test
    void aLargeFileGoesOnWhereItBrokeOff() throws IOException {
        Fake fake = new Fake().with("big", "0123456789".repeat(100_000));
        fake.breakAfter = 300_000;

        Path files = pull(fake, LIMITS, count -> true).run();

        assertThat(files.resolve("big")).hasContent("0123456789".repeat(100_000));
        assertThat(fake.offsets).containsExactly(0L, 300_000L, 600_000L, 900_000L);
    }

    @Test
    void aFaultThatPassesIsTriedAgainAndOneThatDoesNotIsNot() {
        Fake busy = new Fake().with("a", "one");
        busy.faults.add(CloudFault.Cause.BUSY);
        busy.faults.add(CloudFault.Cause.UNREACHABLE);
        assertThat(succeeds(busy)).isTrue();

        Fake denied = new Fake().with("a", "one");
        denied.faults.add(CloudFault.Cause.DENIED);
        assertThat(succeeds(denied)).isFalse();
        assertThat(denied.offsets).hasSize(1);

        Fake down = new Fake().with("a", "one");
        down.faults.addAll(Collections.nCopies(4, CloudFault.Cause.UNREACHABLE));
        assertThat(succeeds(down)).isFalse();
        assertThat(down.offsets).hasSize(4);
    }

    private boolean succeeds(Fake source) {
        try {
            new FolderPull(folder.resolve("w" + System.identityHashCode(source)), source, LIMITS, QUICK, threads, count -> true).run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void moreThanTheLimitsIsRefusedBeforeAnythingIsFetched() {
        Fake fake = new Fake().with("a", "one").with("b", "two").with("c", "three");
        assertThatExceptionOfType(CloudFault.class)
                .isThrownBy(() -> pull(fake, new PullLimits(2, 1 << 20, 2), count -> true).run())
                .withMessageContaining("more than 2 files");
        assertThatExceptionOfType(CloudFault.class)
                .isThrownBy(() -> pull(fake, new PullLimits(10, 10, 2), count -> true).run())
                .withMessageContaining("more than 10 bytes");
        assertThat(fake.opened).isEmpty();
    }

    @Test
    void aFileOfUnknownSizeIsCutOffAtTheLimit() {
        Fake fake = new Fake().with("endless", "x".repeat(500_000));
        fake.tellsSizes = false;
        assertThatExceptionOfType(CloudFault.class)
                .isThrownBy(() -> pull(fake, new PullLimits(10, 100_000, 2), count -> true).run())
                .withMessageContaining("more than 100000 bytes");
    }

    @Test
    void namesThatLeaveTheFolderAreRefused() {
        for (String name : List.of("../evil", "/etc/passwd", "a/../../b", "a//b", "a\\b", "nul\u0000")) {
            Fake fake = new Fake().with(name, "x");
            assertThatExceptionOfType(CloudFault.class)
                    .as(name)
                    .isThrownBy(() -> pull(fake, LIMITS, count -> true).run())
                    .satisfies(fault -> assertThat(fault.why()).isEqualTo(CloudFault.Cause.FORBIDDEN));
        }
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aFileThatDoesNotHaveTheListedSizeIsNotKept() {
        Fake fake = new Fake().with("a", "one");
        fake.claimedSize = OptionalLong.of(30);
        assertThatExceptionOfType(CloudFault.class)
                .isThrownBy(() -> pull(fake, LIMITS, count -> true).run())
                .satisfies(fault -> assertThat(fault.why()).isEqualTo(CloudFault.Cause.CHANGED));
    }

    @Test
    void wrongKeysAndMissingBucketsAreToldWithoutTheKeys() {
        try (S3Store store = new S3Store(folder.resolve("s3"))) {
            ObjectNode wrong = store.specifics("data").put("secret_key", "hunter2-not-the-secret");
            assertThatExceptionOfType(CloudFault.class)
                    .isThrownBy(() -> pull(open(details(wrong)), LIMITS, count -> true).run())
                    .withMessageContaining("refuses the credentials")
                    .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("hunter2"));
            ObjectNode elsewhere = store.specifics("data").put("cloud_bucket_name", "nosuchbucket");
            assertThatExceptionOfType(CloudFault.class)
                    .isThrownBy(() -> pull(open(details(elsewhere)), LIMITS, count -> true).run())
                    .withMessageContaining("no such bucket");
        }
    }

    private static CloudDetails details(ObjectNode specifics) {
        return new CloudDetails(Optional.of(CloudType.SELF_HOSTED), Optional.of(CloudFileType.FOLDER), Optional.of(specifics));
    }

    private static CloudSource open(CloudDetails details) throws IOException {
        return S3Store.sources().open(details, "dataset");
    }

    private FolderPull pull(CloudSource source, PullLimits limits, PullWatch watch) {
        return new FolderPull(folder.resolve("work"), source, limits, QUICK, threads, watch);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).count();
        }
    }

    /** Counts what is read from another source. */
    private static final class Counted implements CloudSource {
        private final CloudSource source;
        private final AtomicInteger opened = new AtomicInteger();

        Counted(CloudSource source) {
            this.source = source;
        }

        @Override
        public void list(Listing listing) throws IOException {
            source.list(listing);
        }

        @Override
        public InputStream open(RemoteFile file, long offset) throws IOException {
            opened.incrementAndGet();
            return source.open(file, offset);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** A storage in memory that fails on demand. */
    private static final class Fake implements CloudSource {
        private final Map<String, String> files = new TreeMap<>();
        private final Map<String, Long> opened = new ConcurrentHashMap<>();
        private final List<Long> offsets = Collections.synchronizedList(new ArrayList<>());
        private final List<CloudFault.Cause> faults = Collections.synchronizedList(new ArrayList<>());
        private int breakAfter = Integer.MAX_VALUE;
        private boolean tellsSizes = true;
        private OptionalLong claimedSize = OptionalLong.empty();

        Fake with(String path, String content) {
            files.put(path, content);
            return this;
        }

        @Override
        public void list(Listing listing) throws IOException {
            for (Map.Entry<String, String> file : files.entrySet()) {
                OptionalLong size = claimedSize.isPresent() ? claimedSize : OptionalLong.of(file.getValue().length());
                listing.found(new RemoteFile(
                        file.getKey(),
                        tellsSizes ? size : OptionalLong.empty(),
                        Optional.of(Integer.toHexString(file.getValue().hashCode()))));
            }
        }

        @Override
        public InputStream open(RemoteFile file, long offset) throws IOException {
            opened.put(file.path(), offset);
            offsets.add(offset);
            if (!faults.isEmpty()) {
                throw new CloudFault(faults.remove(0), "as ordered");
            }
            byte[] content = files.get(file.path()).getBytes(StandardCharsets.UTF_8);
            InputStream rest = new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
            return new FilterInputStream(rest) {
                private int given;

                @Override
                public int read(byte[] bytes, int at, int length) throws IOException {
                    if (given == breakAfter) {
                        throw new IOException("connection reset, as ordered");
                    }
                    int taken = super.read(bytes, at, Math.min(length, breakAfter - given));
                    given += Math.max(0, taken);
                    return taken;
                }
            };
        }

        @Override
        public void close() {}
    }
}
