// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {

    private static final Map<String, String> GOOD =
            Archives.files("set/images/a.png", "aaa", "set/images/b.png", "b", "set/Ünicode ☂.txt", "text");

    @TempDir
    private Path folder;

    private final Unpacker unpacker = new Unpacker(UnpackLimits.standard());

    @Test
    void tarGzippedTarAndZipAreToldApartByTheirContent() throws IOException {
        for (Path archive : new Path[] {
            Archives.tar(folder.resolve("one.zip"), GOOD),
            Archives.tarGz(folder.resolve("two"), GOOD),
            Archives.zip(folder.resolve("three.tar"), GOOD)
        }) {
            Path target = folder.resolve("out-" + archive.getFileName());

            Unpacked unpacked = unpacker.unpack(archive, target);

            assertThat(texts(target)).isEqualTo(new TreeMap<>(GOOD));
            assertThat(unpacked.files()).isEqualTo(3);
            assertThat(unpacked.bytes()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "C:\\evil", "\\evil", "a\\..\\..\\evil", "a/\u0007b"})
    void anEntryThatReachesOutsideIsRefused(String name) throws IOException {
        Map<String, String> files = Archives.files("good.txt", "good", name, "evil");

        refused(Archives.tar(folder.resolve("a"), files));
        refused(Archives.tarGz(folder.resolve("b"), files));
        refused(Archives.zip(folder.resolve("c"), files));
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aLinkInsideAnArchiveIsRefused() throws IOException {
        refused(Archives.tarWith(folder.resolve("a"), TarConstants.LF_SYMLINK, "link", "/etc/passwd"), "is a link");
        refused(Archives.tarWith(folder.resolve("b"), TarConstants.LF_LINK, "link", "good.txt"), "is a link");
        refused(Archives.zipWithLink(folder.resolve("c"), "link", "/etc/passwd"), "is a link");
    }

    @Test
    void aDeviceIsRefused() throws IOException {
        refused(Archives.tarWith(folder.resolve("a"), TarConstants.LF_CHR, "tty", ""), "neither a file nor a folder");
        refused(Archives.tarWith(folder.resolve("b"), TarConstants.LF_BLK, "disk", ""), "neither a file nor a folder");
        refused(Archives.tarWith(folder.resolve("c"), TarConstants.LF_FIFO, "pipe", ""), "neither a file nor a folder");
    }

    @Test
    void tenGigabytesOfZerosAreRefusedBeforeTheyFillTheDisk() throws IOException {
        Path bomb = Archives.bomb(folder.resolve("bomb"), 10L << 30);
        assertThat(Files.size(bomb)).isLessThan(16 << 20);
        Instant start = Instant.now();

        refused(bomb, "times its size");

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aZipOfZerosIsRefused() throws IOException {
        refused(Archives.zipBomb(folder.resolve("bomb"), 300L << 20), "times its size");
    }

    @Test
    void dataThatHardlyPacksIsTakenHoweverLarge() throws IOException {
        StringBuilder noise = new StringBuilder();
        new Random(7).ints(1 << 20, 33, 126).forEach(character -> noise.append((char) character));
        UnpackLimits strict = new UnpackLimits(10, 1L << 30, 1L << 30, 2, 0, 0);

        Unpacked unpacked = new Unpacker(strict)
                .unpack(Archives.tarGz(folder.resolve("a"), Map.of("noise", noise.toString())), folder.resolve("out"));

        assertThat(unpacked.bytes()).isEqualTo(1 << 20);
    }

    @Test
    void tooManyEntriesAreRefused() throws IOException {
        Map<String, String> files =
                IntStream.range(0, 11).boxed().collect(Collectors.toMap(i -> "f" + i, i -> ""));
        Unpacker strict = new Unpacker(UnpackLimits.standard().withMaxEntries(10));

        refused(strict, Archives.tarGz(folder.resolve("a"), files), "more than 10 entries");
        refused(strict, Archives.zip(folder.resolve("b"), files), "more than 10 entries");
    }

    @Test
    void tooLargeFilesAreRefused() throws IOException {
        Map<String, String> files = Archives.files("a", "12345", "b", "12345");

        refused(
                new Unpacker(UnpackLimits.standard().withMaxBytes(4, 1 << 20)),
                Archives.tar(folder.resolve("a"), files),
                "'a' has more than 4 bytes");
        refused(
                new Unpacker(UnpackLimits.standard().withMaxBytes(100, 8)),
                Archives.zip(folder.resolve("b"), files),
                "more than 8 bytes");
    }

    @Test
    void aHeaderThatNeverEndsIsRefused() throws IOException {
        refused(Archives.tarWithLongName(folder.resolve("a"), 2 << 20), "header of an entry");
    }

    @Test
    void anArchiveThatBreaksOffIsRefused() throws IOException {
        Map<String, String> files = new TreeMap<>();
        new Random(7).ints(50).forEach(number -> files.put("file" + number, ("" + number).repeat(200)));
        Path gzipped = Archives.tarGz(folder.resolve("a"), files);
        Path tar = Archives.tar(folder.resolve("b"), files);
        Path zip = Archives.zip(folder.resolve("c"), files);

        for (double share : new double[] {0.3, 0.7, 0.999}) {
            refused(Archives.cut(gzipped, share));
        }
        refused(Archives.cut(tar, 0.5));
        refused(Archives.cut(zip, 0.9));
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        Path archive = Archives.tarGz(folder.resolve("a"), Archives.files("a.txt", "x".repeat(1000)));
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.seek(file.length() - 6);
            int checksum = file.read();
            file.seek(file.length() - 6);
            file.write(checksum ^ 1);
        }

        refused(archive);
    }

    @Test
    void whatIsNoArchiveIsRefusedWithTheKindsThatAreTaken() throws IOException {
        refused(Files.writeString(folder.resolve("a"), "hello"), "tar, tar.gz and zip are taken");
        refused(Files.writeString(folder.resolve("b"), ""), "tar, tar.gz and zip are taken");
        refused(Files.write(folder.resolve("c"), new byte[4096]), "holds no file");
    }

    @Test
    void anEntryThatComesTwiceIsRefused() throws IOException {
        refused(Archives.zip(folder.resolve("a"), Archives.files("x", "1", "./x", "2")), "twice");
        refused(Archives.tar(folder.resolve("b"), Archives.files("x", "1", "x/y", "2")));
    }

    @Test
    void whatDesktopsAddIsLeftOut() throws IOException {
        Map<String, String> files = Archives.files(
                "images/a.png", "a", "images/._a.png", "x", "__MACOSX/images/._a.png", "x", "images/.DS_Store", "x");

        unpacker.unpack(Archives.zip(folder.resolve("a"), files), folder.resolve("out"));

        assertThat(texts(folder.resolve("out"))).containsOnlyKeys("images/a.png");
    }

    private void refused(Path archive, String... words) {
        refused(unpacker, archive, words);
    }

    private void refused(Unpacker tested, Path archive, String... words) {
        Path target = folder.resolve("target");
        assertThatThrownBy(() -> tested.unpack(archive, target))
                .isInstanceOfSatisfying(GraftException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(StandardError.INVALID_ARCHIVE);
                    assertThat(fault.getMessage()).startsWith("The archive cannot be used");
                    for (String word : words) {
                        assertThat(fault.getMessage()).contains(word);
                    }
                });
        assertThat(target).as("nothing is left of " + archive).doesNotExist();
    }

    private static Map<String, String> texts(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return texts;
    }
}
