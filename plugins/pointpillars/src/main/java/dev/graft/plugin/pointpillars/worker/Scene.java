// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One point cloud with its objects.
 *
 * @param id name of its files without the ending
 * @param points the {@code .bin} file
 * @param objects at least one
 */
record Scene(String id, Path points, List<LabelledBox> objects) {

    /**
     * The scenes of a part of the dataset, by name: {@code lidar/<id>.bin} and {@code label/<id>.txt}.
     *
     * @throws GraftException INVALID_DATASET if there is none, or one without label, with an empty or a wrong one
     */
    static List<Scene> of(Path part) throws IOException {
        Path lidar = part.resolve("lidar");
        if (!Files.isDirectory(lidar)) {
            throw invalid("The dataset has no folder " + part.getFileName() + "/lidar; add it, or name another in dataset.data_split.");
        }
        List<Scene> scenes = new ArrayList<>();
        try (Stream<Path> files = Files.list(lidar)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".bin")).sorted().toList()) {
                String id = file.getFileName().toString().replaceFirst("\\.bin$", "");
                scenes.add(new Scene(id, file, objects(part.resolve("label").resolve(id + ".txt"))));
            }
        }
        if (scenes.isEmpty()) {
            throw invalid("There is no .bin file in " + part.getFileName() + "/lidar; add some and run the job again.");
        }
        return List.copyOf(scenes);
    }

    private static List<LabelledBox> objects(Path file) throws IOException {
        String name = file.getParent().getParent().relativize(file).toString();
        if (!Files.exists(file)) {
            throw invalid("The point cloud " + name.replaceFirst("\\.txt$", ".bin").replaceFirst("^label", "lidar") + " has no " + name + "; add it.");
        }
        List<LabelledBox> objects = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    objects.add(LabelledBox.parse(lines.get(i)));
                } catch (IllegalArgumentException e) {
                    throw invalid("Line " + (i + 1) + " of " + name + " " + e.getMessage() + ".");
                }
            }
        }
        if (objects.isEmpty()) {
            throw invalid(name + " names no object; add some, or take the scene out of the dataset.");
        }
        return List.copyOf(objects);
    }

    private static GraftException invalid(String problem) {
        return new GraftException(StandardError.INVALID_DATASET, problem);
    }

    /** What the training reads of it. */
    Map<String, Object> info(int features) {
        Map<String, Object> cloud = new LinkedHashMap<>();
        cloud.put("num_features", features);
        cloud.put("lidar_idx", id);
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("point_cloud", cloud);
        info.put("annos", annotations());
        return info;
    }

    private Map<String, Object> annotations() {
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("name", NumpyArray.ofTexts(objects.stream().map(LabelledBox::name).toList()));
        annotations.put("truncated", column(LabelledBox::truncation));
        annotations.put("occluded", column(LabelledBox::occlusion));
        annotations.put("alpha", column(LabelledBox::alpha));
        annotations.put("bbox", floats(4, objects.stream().map(LabelledBox::bbox).toList()));
        annotations.put("dimensions", rows(3, object -> new double[] {object.length(), object.height(), object.width()}));
        annotations.put("location", floats(3, objects.stream().map(object -> new float[] {object.x(), object.y(), object.z()}).toList()));
        annotations.put("rotation_y", column(LabelledBox::heading));
        annotations.put("score", column(LabelledBox::score));
        annotations.put("index", NumpyArray.ofInts(IntStream.range(0, objects.size()).toArray()));
        annotations.put("gt_boxes_lidar", rows(7, LabelledBox::box));
        return annotations;
    }

    private NumpyArray column(ToDoubleFunction<LabelledBox> value) {
        return NumpyArray.ofDoubles(objects.stream().mapToDouble(value).toArray());
    }

    private NumpyArray rows(int columns, Function<LabelledBox, double[]> row) {
        return NumpyArray.ofDoubles(columns, objects.stream().map(row).flatMapToDouble(Arrays::stream).toArray());
    }

    private static NumpyArray floats(int columns, List<float[]> rows) {
        float[] all = new float[columns * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * columns, columns);
        }
        return NumpyArray.ofFloats(columns, all);
    }
}
