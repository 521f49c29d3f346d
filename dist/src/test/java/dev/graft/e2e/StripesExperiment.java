// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.OwnerKind;
import dev.graft.cli.client.Transfer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * An experiment with real datasets that trains within seconds: pictures of lying and of standing stripes, told apart by resnet_18.
 *
 * @param api where it is
 * @param id of the experiment
 * @param dataset id of its training dataset
 */
record StripesExperiment(GraftApi api, String id, String dataset) {

    static final int PICTURES_PER_CLASS = 24;

    private static final int SIZE = 32;

    /** Creates the datasets, uploads them and creates the experiment. */
    static StripesExperiment create(GraftApi api, Path folder) {
        String train = dataset(api, folder, "images_train");
        String eval = dataset(api, folder, "images_val");
        String inference = dataset(api, folder, "images_test");
        ObjectNode body = JsonNodeFactory.instance.objectNode()
                .put("name", "stripes")
                .put("network_arch", "classification_pyt")
                .put("eval_dataset", eval)
                .put("inference_dataset", inference);
        body.putArray("train_datasets").add(train);
        return new StripesExperiment(api, api.create(OwnerKind.EXPERIMENT, body).path("id").asText(), train);
    }

    /** Writes an archive of one split: {@code <split>/<class>/….png} and {@code classes.txt}. */
    static Path archive(Path file, String split) throws IOException {
        Random random = new Random(split.hashCode());
        try (TestArchive archive = TestArchive.at(file)) {
            archive.text("classes.txt", "lying\nstanding\n");
            for (int number = 0; number < PICTURES_PER_CLASS; number++) {
                archive.bytes(split + "/lying/" + number + ".png", picture(random, true));
                archive.bytes(split + "/standing/" + number + ".png", picture(random, false));
            }
            return archive.finish();
        }
    }

    /** Specs of a training of so many epochs, with a checkpoint after each. */
    static ObjectNode trainSpecs(int epochs) {
        return trainSpecs(epochs, 1);
    }

    /** Specs of a training of so many epochs, with a checkpoint every so many; plain SGD has no state that would make them large. */
    static ObjectNode trainSpecs(int epochs, int checkpointInterval) {
        ObjectNode specs = modelSpecs();
        ObjectNode data = specs.putObject("dataset").putObject("data").put("samples_per_gpu", 8);
        data.putObject("train").putArray("pipeline").addObject().put("type", "Resize").put("scale", SIZE);
        ObjectNode config = specs.putObject("train").putObject("train_config");
        config.putObject("runner").put("max_epochs", epochs);
        config.putObject("optimizer").put("type", "SGD").put("lr", 0.05).put("weight_decay", 0);
        config.putObject("checkpoint_config").put("interval", checkpointInterval);
        return specs;
    }

    /** Specs that tell what the model is. */
    static ObjectNode modelSpecs() {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.putObject("model").putObject("backbone").put("type", "resnet_18");
        return specs;
    }

    JobRef submit(String action, ObjectNode specs, Optional<String> parent) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        request.set("specs", specs);
        parent.ifPresent(job -> request.put("parent_job_id", job));
        return api.submit(OwnerKind.EXPERIMENT, id, request);
    }

    /** Cancels what is waiting or running, so that the next test has the machine for itself. */
    void cancelAll() {
        for (JsonNode job : api.jobs(OwnerKind.EXPERIMENT, id, Map.of())) {
            if (!new JobView(job).ended()) {
                JobRef ref = new JobRef(OwnerKind.EXPERIMENT, id, job.path("id").asText());
                api.cancel(ref);
                Eventually.job(api, ref, Duration.ofSeconds(30), JobView::ended);
            }
        }
    }

    private static String dataset(GraftApi api, Path folder, String split) {
        String id = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                        .put("name", split)
                        .put("type", "image_classification")
                        .put("format", "classification_pyt"))
                .path("id").asText();
        try {
            api.upload(id, archive(folder.resolve(split + ".tar.gz"), split), Transfer.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode dataset = new DatasetPull(api, id).await();
        DatasetPull.reason(dataset).ifPresent(reason -> {
            throw new AssertionError("a good dataset was refused: " + reason);
        });
        return id;
    }

    /** A picture of stripes as PNG. */
    static byte[] picture(Random random, boolean lying) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        int offset = random.nextInt(6);
        for (int at = offset; at < SIZE; at += 6) {
            graphics.fillRect(lying ? 0 : at, lying ? at : 0, lying ? SIZE : 3, lying ? 3 : SIZE);
        }
        graphics.dispose();
        return png(image);
    }

    /** A picture of the same size in one colour as PNG. */
    static byte[] mask(boolean white) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(white ? Color.WHITE : Color.BLACK);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.dispose();
        return png(image);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
