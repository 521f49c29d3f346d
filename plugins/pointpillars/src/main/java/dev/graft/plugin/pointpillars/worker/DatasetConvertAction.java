// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code dataset_convert}: the labels of both parts of the dataset as {@code data_info/infos_<part>.pkl}, and of the training part the
 * points of every object as {@code data_info/gt_database/<scene>_<class>_<number>.bin}, listed in {@code dbinfos_<part>.pkl}, from which
 * the augmentation {@code gt_sampling} draws. The files are those of TAO's containers, which read pickles of NumPy arrays.
 */
final class DatasetConvertAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        JsonNode dataset = context.job().specs().path("dataset");
        Path data = Path.of(dataset.path("data_path").textValue());
        int features = features(dataset);
        String train = part(dataset, "train");
        String test = part(dataset, "test");
        List<Scene> training = Scene.of(data.resolve(train));
        List<Scene> testing = Scene.of(data.resolve(test));
        Path info = Files.createDirectories(context.job().resultsDir().resolve("data_info"));
        List<Object> trainingInfos = infos(training, features);
        List<Object> testingInfos = infos(testing, features);
        NumpyPickle.write(info.resolve("infos_" + train + ".pkl"), trainingInfos);
        NumpyPickle.write(info.resolve("infos_" + test + ".pkl"), testingInfos);
        trainingInfos.addAll(testingInfos);
        NumpyPickle.write(info.resolve("infos_" + train + "_" + test + ".pkl"), trainingInfos);
        int objects = database(training, features, info, train, context);
        return "Wrote " + training.size() + " and " + testing.size() + " scenes and a database of " + objects + " objects.";
    }

    private static int features(JsonNode dataset) {
        JsonNode told = dataset.at("/data_augmentor/aug_config_list/0/num_point_features");
        int features = told.isInt() ? told.intValue() : dataset.at("/point_feature_encoding/src_feature_list").size();
        if (features < 3) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "A point has " + features + " features; it has x, y and z at least. Set num_point_features of the first augmentation.");
        }
        return features;
    }

    private static String part(JsonNode dataset, String use) {
        String name = dataset.path("data_split").path(use).asText();
        if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "dataset.data_split." + use + " is '" + name + "'; it is the name of a folder of the dataset, such as " + use + ".");
        }
        return name;
    }

    private static List<Object> infos(List<Scene> scenes, int features) {
        List<Object> infos = new ArrayList<>();
        scenes.forEach(scene -> infos.add(scene.info(features)));
        return infos;
    }

    private static int database(List<Scene> scenes, int features, Path info, String part, WorkerContext context) throws IOException {
        String folder = part.equals("train") ? "gt_database" : "gt_database_" + part;
        Files.createDirectories(info.resolve(folder));
        Map<String, List<Object>> byClass = new TreeMap<>();
        int objects = 0;
        for (int i = 0; i < scenes.size(); i++) {
            context.stop().check();
            Scene scene = scenes.get(i);
            PointCloud cloud = PointCloud.read(scene.points(), features);
            for (int number = 0; number < scene.objects().size(); number++) {
                LabelledBox object = scene.objects().get(number);
                PointCloud inside = cloud.inside(object);
                String path = folder + "/" + scene.id() + "_" + object.name().replace('/', '_') + "_" + number + ".bin";
                inside.write(info.resolve(path));
                byClass.computeIfAbsent(object.name(), name -> new ArrayList<>()).add(entry(scene, number, path, inside.points()));
                objects++;
            }
            context.status().append(State.RUNNING, (i + 1) + " of " + scenes.size() + " scenes, " + objects + " objects.");
        }
        NumpyPickle.write(info.resolve("dbinfos_" + part + ".pkl"), byClass);
        return objects;
    }

    private static Map<String, Object> entry(Scene scene, int number, String path, int points) {
        LabelledBox object = scene.objects().get(number);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", object.name());
        entry.put("path", path);
        entry.put("image_idx", scene.id());
        entry.put("gt_idx", number);
        entry.put("box3d_lidar", NumpyArray.ofDoubles(object.box()));
        entry.put("num_points_in_gt", points);
        return entry;
    }
}
