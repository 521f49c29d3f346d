// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static dev.graft.job.run.JobServer.CALLER;
import static dev.graft.job.run.JobServer.deed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.PullStatus;
import dev.graft.job.Job;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobState;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetJobTest {

    @TempDir
    private Path data;

    private JobServer server;

    @BeforeEach
    void start() {
        server = new JobServer(data, 1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aJobMakesADatasetThatBearsItsId() throws IOException {
        Dataset source = server.pulledDataset("test");

        Job job = done(source, Action.AUGMENT, deed("succeed"));

        Dataset made = server.datasets.find(CALLER.org(), job.id()).orElseThrow();
        assertThat(made.status()).isEqualTo(PullStatus.PULL_COMPLETE);
        assertThat(made.type()).isEqualTo(source.type());
        assertThat(made.format()).isEqualTo(source.format());
        assertThat(made.name()).isEqualTo("My Dataset (augment)");
        assertThat(made.description().orElse("")).contains(job.id().toString(), source.id().toString());
        assertThat(made.userId()).isEqualTo(CALLER.userId());
        assertThat(made.content().files()).isEqualTo(1);
        assertThat(folder(made).resolve("1.txt")).hasContent("a picture");
    }

    @Test
    void whatBecomesADatasetCanStayOutOfTheArchive() throws IOException {
        Job job = done(server.pulledDataset("test"), Action.AUGMENT, deed("succeed"));

        assertThat(packed(job)).contains(job.id() + "/result.csv").doesNotContain(job.id() + "/pictures/1.txt");
        assertThat(server.files.of(job).results().resolve("pictures/1.txt")).exists();
    }

    @Test
    void filesThatDoNotFitMakeAnInvalidDatasetThatSaysWhy() throws IOException {
        Job job = done(server.pulledDataset("test"), Action.AUGMENT, deed("succeed").put("format", "raw"));

        Dataset made = server.datasets.find(CALLER.org(), job.id()).orElseThrow();
        assertThat(made.status()).isEqualTo(PullStatus.INVALID_PULL);
        assertThat(made.statusReason().orElse("")).contains("images").contains(job.id().toString());
    }

    @Test
    void aJobPutsFilesIntoItsDatasetInThePlaceOfFormerOnes() throws IOException {
        Dataset source = server.pulledDataset("test");
        Files.createDirectories(folder(source).resolve("records"));
        Files.writeString(folder(source).resolve("records/old.txt"), "old");

        Job job = done(source, Action.CONVERT, deed("succeed"));

        assertThat(folder(source).resolve("records")).isDirectoryContaining("glob:**/1.txt").isDirectoryNotContaining("glob:**/old.txt");
        assertThat(folder(source).resolve("index.csv")).exists();
        assertThat(server.datasets.find(CALLER.org(), job.id())).isEmpty();
        assertThat(packed(job)).contains(job.id() + "/pictures/1.txt");
    }

    @Test
    void whatAFormatDoesNotHaveIsRefusedWithWhatItHas() {
        Dataset raw = server.pulledDataset("raw");

        assertThatThrownBy(() -> submit(raw, Action.AUGMENT, deed("succeed")))
                .isInstanceOf(GraftException.class)
                .hasMessage("Datasets of type object_detection and format raw have no action augment; allowed are convert.");
    }

    @Test
    void aFailedJobLeavesItsDatasetAsItIs() {
        Dataset source = server.pulledDataset("test");
        Job job = submit(source, Action.AUGMENT, deed("fail"));

        server.awaitState(job, JobState.ERROR);

        assertThat(server.datasets.find(CALLER.org(), job.id())).isEmpty();
    }

    private Job done(Dataset dataset, Action action, ObjectNode specs) throws IOException {
        Files.createDirectories(folder(dataset));
        Job job = submit(dataset, action, specs);
        server.awaitState(job, JobState.DONE);
        return job;
    }

    private Job submit(Dataset dataset, Action action, ObjectNode specs) {
        JobOrder order = new JobOrder(
                action, Optional.empty(), Optional.of(specs), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return server.service.submit(CALLER, JobOwner.dataset(dataset.id()), order);
    }

    private Path folder(Dataset dataset) {
        return data.resolve("orgs").resolve(dataset.org()).resolve("datasets").resolve(dataset.id().toString());
    }

    private List<String> packed(Job job) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream file = Files.newInputStream(server.files.of(job).archive());
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
