// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cli.client.ApiException;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are broken or mean ill: each is refused with a reason, and not a file of it is left. */
@ExtendWith(SharedServer.class)
class BadArchiveIT {

    private static final long TEN_GIGABYTES = 10L << 30;

    private final TestServer server;
    private final GraftApi api;

    @TempDir
    private Path folder;

    BadArchiveIT(TestServer server) {
        this.server = server;
        this.api = server.api();
    }

    @Test
    void aFileThatIsNoArchive() throws IOException {
        assertThat(refused(Files.writeString(folder.resolve("no.tar.gz"), "this is no archive"))).contains("no archive that is known");
    }

    @Test
    void anArchiveThatEndsEarly() throws IOException {
        byte[] whole = Files.readAllBytes(StripesExperiment.archive(folder.resolve("good.tar.gz"), "images_train"));
        assertThat(refused(Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(whole, whole.length / 2)))).contains("ends in the middle");
    }

    @Test
    void anEntryOutsideTheDataset() throws IOException {
        assertThat(refused(TestArchive.at(folder.resolve("up.tar.gz")).text("../../escaped.txt", "x").finish()))
                .contains("reaches outside");
        assertThat(server.organisation().resolve("escaped.txt")).doesNotExist();
    }

    @Test
    void anAbsolutePath() throws IOException {
        Path target = folder.resolve("escaped.txt");
        assertThat(refused(TestArchive.at(folder.resolve("absolute.tar.gz")).text(target.toString(), "x").finish()))
                .contains("absolute path");
        assertThat(target).doesNotExist();
    }

    @Test
    void aSymbolicLink() throws IOException {
        Path archive = folder.resolve("link.tar.gz");
        assertThat(refused(TestArchive.at(archive).link("classes.txt", "/etc/passwd", TarConstants.LF_SYMLINK).finish()))
                .contains("is a link");
    }

    @Test
    void aHardLink() throws IOException {
        Path archive = folder.resolve("hard.tar.gz");
        assertThat(refused(TestArchive.at(archive).link("classes.txt", "/etc/passwd", TarConstants.LF_LINK).finish()))
                .contains("is a link");
    }

    @Test
    void tenGigabytesOfZeros() throws IOException {
        Path bomb = GzipBomb.write(folder.resolve("bomb.tar.gz"), "images_train/a/0.png", TEN_GIGABYTES);
        assertThat(bomb.toFile().length()).isLessThan(20L << 20);
        assertThat(refused(bomb)).contains("times its size");
    }

    @Test
    void aDatasetWithoutItsClassesIsToldWhatIsMissingAndMayBeCompleted() throws IOException {
        String id = create();
        assertThat(upload(id, TestArchive.at(folder.resolve("layout.tar.gz")).text("images_train/a/0.png", "x").finish()))
                .contains("classes.txt");
        api.upload(id, TestArchive.at(folder.resolve("rest.tar.gz")).text("classes.txt", "a\n").finish(), Transfer.SILENT);
        assertThat(new DatasetPull(api, id).await().path("status").asText()).isEqualTo("pull_complete");
        api.delete(OwnerKind.DATASET, id);
        assertThat(files(server.organisation().resolve("datasets").resolve(id))).isEmpty();
    }

    /** Uploads to a new dataset, checks that it is refused without a trace, deletes the dataset, and returns the reason. */
    private String refused(Path archive) {
        String id = create();
        String reason = upload(id, archive);
        assertThat(reason).as("the reason").isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(files(server.organisation().resolve("datasets").resolve(id))).as("files of the dataset").isEmpty();
        assertThat(files(server.data().resolve("tmp"))).as("unfinished files").isEmpty();
        api.delete(OwnerKind.DATASET, id);
        return reason;
    }

    private String create() {
        return api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                        .put("type", "image_classification")
                        .put("format", "classification_pyt"))
                .path("id").asText();
    }

    private String upload(String id, Path archive) {
        try {
            api.upload(id, archive, Transfer.SILENT);
        } catch (ApiException e) {
            assertThat(e.status()).isEqualTo(400);
            return e.getMessage();
        }
        JsonNode dataset = new DatasetPull(api, id).await();
        assertThat(dataset.path("status").asText()).as(dataset.toString()).isEqualTo("invalid_pull");
        return DatasetPull.reason(dataset).orElseThrow();
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.equals(folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
