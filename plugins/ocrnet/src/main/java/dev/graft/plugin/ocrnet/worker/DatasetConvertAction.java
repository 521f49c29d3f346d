// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/**
 * {@code dataset_convert}: the pictures and texts that {@code gt_new.txt} lists (path, tab, text) become an LMDB environment in the layout
 * that CLOVA AI's text recognition introduced: {@code image-000000001} and on with the files' bytes, {@code label-000000001} and on with
 * the texts in UTF-8, and {@code num-samples}.
 */
final class DatasetConvertAction implements WorkerAction {

    private static final Logger LOG = Logger.getLogger(DatasetConvertAction.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOLD_EVERY = 1000;
    private static final int LOGGED = 100;
    private static final int MOST_KEPT = 1000;

    @Override
    public String run(WorkerContext context) throws IOException {
        JsonNode specs = context.job().specs().path("dataset_convert");
        Path pictures = path(specs, "input_img_dir");
        Path list = path(specs, "gt_file");
        Path target = Path.of(specs.path("results_dir").asText());
        return new Conversion(context, pictures, list).run(target);
    }

    private static Path path(JsonNode specs, String name) {
        if (!specs.path(name).isTextual()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the dataset has no train/gt_new.txt and no test/gt_new.txt; upload the pictures with the file that lists their texts");
        }
        return Path.of(specs.get(name).textValue());
    }

    /** The conversion of one list. */
    private static final class Conversion {

        private final WorkerContext context;
        private final Path pictures;
        private final Path list;
        private final List<ObjectNode> faults = new ArrayList<>();
        private long faultCount;

        Conversion(WorkerContext context, Path pictures, Path list) {
            this.context = context;
            this.pictures = pictures;
            this.list = list;
        }

        String run(Path target) throws IOException {
            List<String> lines = Files.readAllLines(list);
            List<String> texts = new ArrayList<>();
            try (LmdbWriter writer = new LmdbWriter(target)) {
                for (int i = 0; i < lines.size(); i++) {
                    context.stop().check();
                    Optional<Sample> sample = lines.get(i).isBlank() ? Optional.empty() : sample(lines.get(i), i + 1);
                    if (sample.isPresent()) {
                        texts.add(sample.get().text());
                        writer.put(key("image", texts.size()), sample.get().picture());
                    }
                    if ((i + 1) % TOLD_EVERY == 0) {
                        context.status().append(State.RUNNING, (i + 1) + " of " + lines.size() + " pictures.");
                    }
                }
                for (int i = 0; i < texts.size(); i++) {
                    writer.put(key("label", i + 1), texts.get(i).getBytes(StandardCharsets.UTF_8));
                }
                writer.put("num-samples".getBytes(StandardCharsets.UTF_8), Integer.toString(texts.size()).getBytes(StandardCharsets.UTF_8));
            }
            writeFaults();
            if (texts.isEmpty()) {
                throw new GraftException(
                        StandardError.INVALID_DATASET,
                        "no line of " + list.getFileName() + " names a picture that can be read" + (faults.isEmpty() ? "" : ": " + said(faults.get(0)))
                                + ". A line is the picture's path below " + pictures.getFileName() + "/, a tab, and its text.");
            }
            return "Wrote " + texts.size() + " pictures with their texts."
                    + (faultCount == 0 ? "" : " " + faultCount + " lines were left out; faults.json says which.");
        }

        /** A picture and its text. */
        private record Sample(byte[] picture, String text) {}

        private Optional<Sample> sample(String line, int number) throws IOException {
            int tab = line.indexOf('\t');
            if (tab < 1) {
                return fault(number, "it has no tab between path and text");
            }
            String name = line.substring(0, tab).strip();
            String text = line.substring(tab + 1).strip();
            Path file = pictures.resolve(name).normalize();
            if (!file.startsWith(pictures.normalize())) {
                return fault(number, "the path '" + name + "' leads out of the folder");
            }
            if (text.isEmpty()) {
                return fault(number, "picture '" + name + "' has no text");
            }
            if (!Files.isRegularFile(file)) {
                return fault(number, "there is no picture '" + name + "'");
            }
            if (!isPicture(file)) {
                return fault(number, "the file '" + name + "' is no picture that can be read");
            }
            return Optional.of(new Sample(Files.readAllBytes(file), text));
        }

        private static boolean isPicture(Path file) throws IOException {
            try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
                return stream != null && ImageIO.getImageReaders(stream).hasNext();
            }
        }

        private Optional<Sample> fault(int line, String problem) {
            faultCount++;
            ObjectNode fault = JSON.createObjectNode()
                    .put("file", list.getFileName() + ":" + line)
                    .put("problem", problem)
                    .put("advice", "the line was left out");
            if (faults.size() < MOST_KEPT) {
                faults.add(fault);
            }
            if (faultCount <= LOGGED) {
                LOG.warning(said(fault));
            }
            return Optional.empty();
        }

        private static String said(ObjectNode fault) {
            return fault.get("file").textValue() + ": " + fault.get("problem").textValue();
        }

        private void writeFaults() throws IOException {
            if (faultCount > 0) {
                ObjectNode json = JSON.createObjectNode().put("count", faultCount);
                json.putArray("faults").addAll(faults);
                Files.write(context.job().resultsDir().resolve("faults.json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
            }
        }

        private static byte[] key(String kind, int number) {
            return String.format(Locale.ROOT, "%s-%09d", kind, number).getBytes(StandardCharsets.UTF_8);
        }
    }
}
