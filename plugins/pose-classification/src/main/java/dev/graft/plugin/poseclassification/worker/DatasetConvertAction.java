// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code dataset_convert}: the output of DeepStream's body pose application ({@code .json} files below {@code poses/}, lists of batches of
 * frames with objects) becomes an array for each person, {@code object_<id>.npy} of samples x channels x frames x joints x 1. Where the
 * dataset has several files, the name of the file stands before it.
 */
final class DatasetConvertAction implements WorkerAction {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int VALUES_PER_JOINT = 4;

    @Override
    public String run(WorkerContext context) throws IOException {
        JsonNode section = context.job().specs().path("dataset_convert");
        PoseSpec spec = PoseSpec.of(section);
        List<Path> files = files(section);
        int arrays = 0;
        long samples = 0;
        for (int i = 0; i < files.size(); i++) {
            String prefix = files.size() == 1 ? "" : files.get(i).getFileName().toString().replaceFirst("\\.json$", "") + "_";
            for (Map.Entry<String, List<float[]>> person : people(files.get(i), spec, context).entrySet()) {
                List<float[]> cut = samples(person.getValue(), spec);
                if (!cut.isEmpty()) {
                    Path file = context.job().resultsDir().resolve(prefix + "object_" + person.getKey() + ".npy");
                    NpyWriter.write(file, cut, spec.channels(), spec.longest(), spec.joints(), 1);
                    arrays++;
                    samples += cut.size();
                }
            }
            context.status().append(State.RUNNING, (i + 1) + " of " + files.size() + " files, " + arrays + " arrays.");
        }
        if (arrays == 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "nobody is seen in " + spec.shortest() + " frames or more; lower sequence_length_min or add longer recordings");
        }
        return "Wrote " + samples + " samples of " + arrays + " people.";
    }

    private static List<Path> files(JsonNode section) throws IOException {
        if (!section.path("data").isTextual()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the dataset has no folder poses/; upload the .json files of the body pose application in one of that name");
        }
        try (Stream<Path> all = Files.walk(Path.of(section.get("data").textValue()))) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            if (files.isEmpty()) {
                throw new GraftException(StandardError.INVALID_DATASET, "there is no .json file below poses/; add some and run the job again");
            }
            return files;
        }
    }

    /** The poses of every person, frame by frame. */
    private static Map<String, List<float[]>> people(Path file, PoseSpec spec, WorkerContext context) throws IOException {
        Map<String, List<float[]>> people = new TreeMap<>();
        try (MappingIterator<JsonNode> batches = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (batches.hasNext()) {
                context.stop().check();
                JsonNode batch = batches.next();
                for (JsonNode frame : batch.path("batches")) {
                    for (JsonNode person : frame.path("objects")) {
                        people.computeIfAbsent(person.path("object_id").asText("0"), id -> new ArrayList<>())
                                .add(spec.normalized(joints(file, person, spec)));
                    }
                }
            }
        } catch (RuntimeException e) {
            if (e.getCause() instanceof JsonProcessingException json) {
                throw invalid(file, "is no valid JSON (" + json.getOriginalMessage() + ")", e);
            }
            throw e;
        } catch (JsonProcessingException e) {
            throw invalid(file, "is no valid JSON (" + e.getOriginalMessage() + ")", e);
        }
        return people;
    }

    private static JsonNode joints(Path file, JsonNode person, PoseSpec spec) {
        JsonNode joints = person.path(spec.field());
        if (!joints.isArray()) {
            throw invalid(file, "has a person without " + spec.field() + "; record with --publish-pose " + spec.field()
                    + ", or choose another pose_type", null);
        }
        if (joints.size() != VALUES_PER_JOINT * spec.joints()) {
            throw invalid(file, "has " + joints.size() / VALUES_PER_JOINT + " joints, but num_joints is " + spec.joints()
                    + "; set it to " + joints.size() / VALUES_PER_JOINT, null);
        }
        return joints;
    }

    private static GraftException invalid(Path file, String problem, Exception cause) {
        return new GraftException(StandardError.INVALID_DATASET, file.getFileName() + " " + problem + ".", cause);
    }

    /** Samples of channels x frames x joints, which overlap. */
    private static List<float[]> samples(List<float[]> poses, PoseSpec spec) {
        List<float[]> samples = new ArrayList<>();
        for (int start = 0; poses.size() - start >= spec.shortest(); start += spec.step()) {
            int end = Math.min(start + spec.length(), poses.size());
            float[] sample = new float[spec.channels() * spec.longest() * spec.joints()];
            for (int frame = start; frame < end; frame++) {
                for (int joint = 0; joint < spec.joints(); joint++) {
                    for (int channel = 0; channel < spec.channels(); channel++) {
                        sample[(channel * spec.longest() + frame - start) * spec.joints() + joint] =
                                poses.get(frame)[joint * spec.channels() + channel];
                    }
                }
            }
            samples.add(sample);
        }
        return samples;
    }
}
