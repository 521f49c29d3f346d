// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.ApiException;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Actions on a dataset: conversion to records, augmentation to a new dataset, and labels in another format. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetActionIT {

    private static final Duration JOB_TIME = Duration.ofSeconds(120);
    private static final int PICTURES = 6;

    private final TestServer server;
    private final GraftApi api;
    private String dataset;

    @TempDir
    private Path folder;

    DatasetActionIT(TestServer server) {
        this.server = server;
        this.api = server.api();
    }

    @BeforeAll
    void uploadDataset(@TempDir Path uploads) throws IOException {
        Random random = new Random(1);
        try (TestArchive archive = TestArchive.at(uploads.resolve("kitti.tar.gz"))) {
            for (int i = 0; i < PICTURES; i++) {
                archive.bytes("images/" + i + ".png", StripesExperiment.picture(random, i % 2 == 0));
                archive.text("labels/" + i + ".txt", "car 0 0 0 4 6 20 26 0 0 0 0 0 0 0\n");
            }
            archive.finish();
        }
        dataset = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                        .put("name", "squares")
                        .put("type", "object_detection")
                        .put("format", "kitti"))
                .path("id").asText();
        api.upload(dataset, uploads.resolve("kitti.tar.gz"), Transfer.SILENT);
        assertThat(DatasetPull.reason(new DatasetPull(api, dataset).await())).isEmpty();
    }

    @Test
    void theActionsOfTheFormatAreTold() {
        List<String> actions = new ArrayList<>();
        api.get(OwnerKind.DATASET, dataset).path("actions").forEach(action -> actions.add(action.asText()));

        assertThat(actions).contains("convert", "augment", "validate", "kmeans").doesNotContain("convert_efficientdet_tf2");
        assertThat(api.schema(OwnerKind.DATASET, dataset, "annotation_format_convert").at("/default/data/output_format").asText())
                .isEqualTo("COCO");
    }

    @Test
    void conversionPutsRecordsIntoTheDatasetAndIntoTheArchive() throws IOException {
        JobView job = run(dataset, "convert", specs -> {});

        assertThat(folderOf(dataset).resolve("tfrecords")).isDirectoryContaining("glob:**/tfrecords-fold-001-of-002-shard-*");
        assertThat(folderOf(dataset).resolve("classes.json")).hasContent("[ \"car\" ]");
        assertThat(artifact(dataset, job)).anyMatch(name -> name.endsWith("tfrecords/tfrecords-fold-001-of-002-shard-00000-of-00010"));
        assertThat(job.json().at("/result/categorical/0/metric").asText()).isEqualTo("num_objects");
    }

    @Test
    void augmentationMakesADatasetThatCanBeWorkedOn() throws IOException {
        JobView job = run(dataset, "augment", specs -> {
            specs.putObject("data").put("output_image_width", 64).put("output_image_height", 48);
            specs.putObject("spatial_config").putObject("flip_config").put("flip_horizontal", true);
            specs.putObject("spatial_aug").putObject("rotation").putArray("angle").add(0);
        });

        JsonNode made = api.get(OwnerKind.DATASET, job.id());
        assertThat(made.path("status").asText()).isEqualTo("pull_complete");
        assertThat(made.path("format").asText()).isEqualTo("kitti");
        assertThat(made.path("description").asText()).contains(dataset);
        assertThat(folderOf(job.id()).resolve("labels/0.txt")).hasContent("car 0 0 0 24 9 56 39 0 0 0 0 0 0 0");
        JobView anchors = run(job.id(), "kmeans", specs -> specs.put("size_x", 64).put("size_y", 48).put("num_clusters", 1));
        assertThat(anchors.message()).contains("(32.00, 30.00)");
    }

    @Test
    void labelsInAnotherFormatAreADatasetWithoutPicturesTwice() throws IOException {
        JobView job = run(dataset, "annotation_format_convert", specs -> {});

        assertThat(api.get(OwnerKind.DATASET, job.id()).path("format").asText()).isEqualTo("coco");
        assertThat(artifact(dataset, job))
                .anyMatch(name -> name.endsWith("/annotations.json"))
                .noneMatch(name -> name.endsWith(".png"));
        JsonNode coco = new JsonMapper().readTree(folderOf(job.id()).resolve("annotations.json").toFile());
        assertThat(coco.path("annotations")).hasSize(PICTURES);
        assertThat(run(job.id(), "validate", specs -> {}).message()).contains("Nothing is wrong with them");
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheField() {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", "convert");
        request.putObject("specs").putObject("kitti_config").put("num_partitions", 3);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> api.submit(OwnerKind.DATASET, dataset, request))
                .withMessageContaining("partition mode random has always 2");
    }

    private JobView run(String owner, String action, Consumer<ObjectNode> specs) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        specs.accept(request.putObject("specs"));
        return Eventually.job(api, api.submit(OwnerKind.DATASET, owner, request), JOB_TIME, JobView::done);
    }

    private Path folderOf(String id) {
        return server.organisation().resolve("datasets").resolve(id);
    }

    private List<String> artifact(String owner, JobView job) throws IOException {
        Path file = folder.resolve(job.id() + ".tar.gz");
        api.download(new JobRef(OwnerKind.DATASET, owner, job.id()), file, Transfer.SILENT);
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
