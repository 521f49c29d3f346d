// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every network that trains in Java, over HTTP and from the defaults that the service gives, as the notebooks of the original do it: fetch
 * an action's schema, change a few of its defaults, run it.
 */
@Tag("proof")
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworksIT {

    private static final Duration JOB_TIME = Duration.ofMinutes(4);
    private static final int SIDE = 64;

    private final GraftApi api;

    @TempDir
    private Path folder;

    private String experiment;

    NetworksIT(TestServer server) {
        this.api = server.api();
    }

    @Test
    void classificationTf2() throws IOException {
        String train = dataset("image_classification", "classification_tf2", SmallDatasets.classified("images_train"));
        String val = dataset("image_classification", "classification_tf2", SmallDatasets.classified("images_val"));
        String test = dataset("image_classification", "classification_tf2", SmallDatasets.classified("images_test"));
        experiment("classification_tf2", train, val, test);
        Map<String, Object> small = Map.of(
                "/model/backbone", "resnet_18",
                "/model/input_width", SIDE,
                "/model/input_height", SIDE,
                "/train/batch_size_per_gpu", 8,
                "/train/num_epochs", 1);
        JobView trained = run("train", small, Optional.empty());
        assertThat(run("evaluate", small, Optional.of(trained)).metrics()).isNotEmpty();
        JobView pruned = run("prune", small, Optional.of(trained));
        JobView again = run("retrain", small, Optional.of(pruned));
        exportedAndInferred(small, again, ".csv");
    }

    @Test
    void mlRecog() throws IOException {
        String data = dataset("ml_recog", "default", SmallDatasets.recognised());
        experiment("ml_recog", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of(
                        "/model/backbone", "resnet_50",
                        "/model/input_width", SIDE,
                        "/model/input_height", SIDE,
                        "/train/batch_size", 8,
                        "/train/val_batch_size", 8,
                        "/train/num_epochs", 1),
                ".csv");
    }

    @Test
    void reIdentification() throws IOException {
        String data = dataset("re_identification", "default", SmallDatasets.people());
        experiment("re_identification", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of(
                        "/model/input_width", 32,
                        "/model/input_height", SIDE,
                        "/dataset/batch_size", 8,
                        "/dataset/num_instances", 4,
                        "/train/num_epochs", 1),
                ".json");
    }

    @Test
    void opticalInspection() throws IOException {
        String data = dataset("optical_inspection", "default", SmallDatasets.pairs());
        experiment("optical_inspection", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of(
                        "/dataset/batch_size", 4,
                        "/dataset/fpratio_sampling", 1.0,
                        "/dataset/output_shape", List.of(32, 32),
                        "/train/num_epochs", 1),
                ".csv");
    }

    @Test
    void visualChangenetOfPixels() throws IOException {
        String data = dataset("visual_changenet", "visual_changenet_segment", SmallDatasets.changes());
        experiment("visual_changenet", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of(
                        "/task", "segment",
                        "/model/backbone/type", "resnet_18",
                        "/dataset/segment/img_size", SIDE,
                        "/dataset/segment/batch_size", 4,
                        "/train/num_epochs", 1),
                ".png");
    }

    @Test
    void visualChangenetOfPairs() throws IOException {
        String data = dataset("visual_changenet", "visual_changenet_classify", SmallDatasets.pairs());
        experiment("visual_changenet", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of("/task", "classify", "/model/backbone/type", "resnet_18", "/dataset/classify/batch_size", 4, "/train/num_epochs", 1),
                ".csv");
    }

    @Test
    void actionRecognition() throws IOException {
        String data = dataset("action_recognition", "default", SmallDatasets.videos());
        experiment("action_recognition", data, data, data);
        trainedEvaluatedExportedAndInferred(
                Map.of(
                        "/model/backbone", "resnet_18",
                        "/model/input_width", SIDE,
                        "/model/input_height", SIDE,
                        "/dataset/batch_size", 4,
                        "/train/num_epochs", 1),
                ".csv");
    }

    private void trainedEvaluatedExportedAndInferred(Map<String, Object> small, String result) throws IOException {
        JobView trained = run("train", small, Optional.empty());
        assertThat(trained.epoch()).hasValue(1);
        assertThat(run("evaluate", small, Optional.of(trained)).metrics()).isNotEmpty();
        exportedAndInferred(small, trained, result);
    }

    private void exportedAndInferred(Map<String, Object> small, JobView trained, String result) throws IOException {
        JobView exported = run("export", small, Optional.of(trained));
        assertThat(artifact(exported)).anyMatch(name -> name.endsWith("model.onnx"));
        assertThat(artifact(run("inference", small, Optional.of(trained)))).anyMatch(name -> name.endsWith(result));
        assertThat(run("evaluate", small, Optional.of(exported)).metrics()).isNotEmpty();
    }

    /** Runs an action with its defaults, changed where the action has the field. */
    private JobView run(String action, Map<String, Object> changes, Optional<JobView> parent) {
        JsonNode schema = api.schema(OwnerKind.EXPERIMENT, experiment, action);
        ObjectNode specs = schema.required("default").deepCopy();
        changes.forEach((field, value) -> {
            JsonPointer place = JsonPointer.compile(field);
            if (specs.at(place.head()) instanceof ObjectNode section && section.has(place.last().getMatchingProperty())) {
                section.putPOJO(place.last().getMatchingProperty(), value);
            }
        });
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs);
        parent.ifPresent(job -> request.put("parent_job_id", job.id()));
        JobRef job = api.submit(OwnerKind.EXPERIMENT, experiment, request);
        return Eventually.job(api, job, JOB_TIME, JobView::done);
    }

    private void experiment(String architecture, String train, String eval, String inference) {
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("network_arch", architecture)
                .put("eval_dataset", eval)
                .put("inference_dataset", inference);
        body.putArray("train_datasets").add(train);
        experiment = api.create(OwnerKind.EXPERIMENT, body).path("id").asText();
    }

    private String dataset(String type, String format, SmallDatasets.Content content) throws IOException {
        String id = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode().put("type", type).put("format", format))
                .path("id").asText();
        try (TestArchive archive = TestArchive.at(folder.resolve(id + ".tar.gz"))) {
            SmallDatasets.write(archive, content);
            api.upload(id, archive.finish(), Transfer.SILENT);
        }
        assertThat(DatasetPull.reason(new DatasetPull(api, id).await())).isEmpty();
        return id;
    }

    private List<String> artifact(JobView job) throws IOException {
        Path file = folder.resolve(job.id() + ".tar.gz");
        api.download(new JobRef(OwnerKind.EXPERIMENT, experiment, job.id()), file, Transfer.SILENT);
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
