// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobState;
import dev.graft.job.output.OutputFile;
import dev.graft.job.output.Selection;
import dev.graft.job.output.SelectionArchive;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobOutputsTest {

    @TempDir
    private Path data;

    private JobServer server;
    private Job job;

    @BeforeEach
    void run() throws IOException {
        server = new JobServer(data, 1);
        job = server.submit(server.experiment(server.pulledDataset()), Action.TRAIN, deed("train"));
        server.awaitState(job, JobState.DONE);
        Path pictures = Files.createDirectories(server.files.of(job).results().resolve("pictures"));
        Files.writeString(pictures.resolve("1.txt"), "a picture");
        Files.createSymbolicLink(pictures.resolve("secret"), server.files.of(job).jobFile());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theListHasResultsAndOnDemandTheLogAndTheSpecsButNothingOfTheServersOwn() {
        String id = job.id().toString();
        List<String> results = List.of(
                id + "/epoch_1.pth", id + "/epoch_2.pth", id + "/epoch_3.pth", id + "/pictures/1.txt", id + "/status.json");

        assertThat(server.outputs.list(CALLER, job.owner(), job.id(), false, false)).isEqualTo(results);
        assertThat(server.outputs.list(CALLER, job.owner(), job.id(), true, true))
                .containsAll(results)
                .contains("logs/" + id + ".txt", "specs/" + id + ".json")
                .hasSize(7)
                .isSorted();
    }

    @Test
    void theBestAndTheLatestCheckpointAreFoundByThemselves() throws IOException {
        assertThat(content(new Selection(List.of(), true, false))).isEqualTo(Map.of(job.id() + "/epoch_2.pth", "weights 2"));
        assertThat(content(new Selection(List.of(), false, true))).isEqualTo(Map.of(job.id() + "/epoch_3.pth", "weights 3"));
    }

    @Test
    void filesAndFoldersArePackedOnceUnderTheirNames() throws IOException {
        String log = "logs/" + job.id() + ".txt";
        Selection selection =
                new Selection(List.of(job.id() + "/pictures", job.id() + "/pictures/1.txt", log, job.id() + "/epoch_2.pth"), true, false);

        assertThat(content(selection)).containsOnlyKeys(job.id() + "/pictures/1.txt", log, job.id() + "/epoch_2.pth")
                .containsEntry(job.id() + "/pictures/1.txt", "a picture")
                .hasEntrySatisfying(log, text -> assertThat(text).contains("graft: train of scripted"));
    }

    @Test
    void theSpecsAreThoseOfTheJob() throws IOException {
        assertThat(content(new Selection(List.of("specs/" + job.id() + ".json"), false, false)).values())
                .singleElement()
                .asString()
                .contains("\"do\" : \"train\"", "\"classes\" : 10");
    }

    @Test
    void aFileThatGrowsWhileItIsSentIsCutAtItsAnnouncedSize() throws IOException {
        OutputFile log = server.outputs.select(CALLER, job.owner(), job.id(), new Selection(List.of("logs/" + job.id() + ".txt"), false, false))
                .get(0);
        Files.writeString(server.files.of(job).log(), "more\n", StandardOpenOption.APPEND);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        log.writeTo(bytes);
        assertThat((long) bytes.size()).isEqualTo(log.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "job.json", "../job.json", "%s/../job.json", "%s/job.json", "%s/pictures/secret", "/etc/passwd", "%s/pictures/../../job.json",
        "%s/./epoch_1.pth", "", "/", ".", "..", "logs/../specs", "epoch_1.pth"
    })
    void aNameThatIsNotInTheListIsNotFound(String name) {
        Selection selection = new Selection(List.of(name.formatted(job.id())), false, false);

        assertThatThrownBy(() -> server.outputs.select(CALLER, job.owner(), job.id(), selection))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.NOT_FOUND));
    }

    @Test
    void nothingSelectedIsRefusedAndAStrangerSeesNothing() {
        assertThatThrownBy(() -> server.outputs.select(CALLER, job.owner(), job.id(), new Selection(List.of(), false, false)))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.INVALID_REQUEST));
        Caller stranger = new Caller(UUID.randomUUID(), "other", Role.ADMIN);
        assertThatThrownBy(() -> server.outputs.list(stranger, job.owner(), job.id(), true, true)).isInstanceOf(NotFound.class);
    }

    private Map<String, String> content(Selection selection) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SelectionArchive(server.outputs.select(CALLER, job.owner(), job.id(), selection)).write(bytes);
        Map<String, String> content = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                content.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }
}
