// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.KittiFolder;
import dev.graft.plugin.dataservices.annotation.KittiRow;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.tfrecord.Example;
import dev.graft.plugin.dataservices.tfrecord.RecordWriter;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code convert} of a KITTI dataset: TFRecord files for detectnet_v2 under {@code tfrecords/}, which hold the labels and the names of the
 * pictures, their indexes under {@code index/}, and the class names in {@code classes.json}.
 */
final class KittiRecordsAction implements WorkerAction {

    private static final long SEED = 42;
    private static final int LIDAR_CHANNELS = 4;

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        return new Conversion(specs, context).run();
    }

    /** The conversion of one dataset. */
    private static final class Conversion {

        private final Specs specs;
        private final WorkerContext context;
        private final Path root;
        private final String pictures;
        private final Map<String, String> names;
        private final FileFaults faults = new FileFaults();
        private final Map<String, Long> counts = new TreeMap<>();
        private long records;

        Conversion(Specs specs, WorkerContext context) {
            this.specs = specs;
            this.context = context;
            this.root = specs.path("kitti_config.root_directory_path");
            this.pictures = specs.text("kitti_config.image_dir_name", "images");
            this.names = specs.names("target_class_mapping");
        }

        String run() throws IOException {
            Path labels = root.resolve(specs.text("kitti_config.label_dir_name", "labels"));
            LabelSet set = new KittiFolder(root.resolve(pictures), labels, faults).read();
            List<LabelledPicture> usable = withExtension(set.pictures());
            List<List<LabelledPicture>> parts = parts(usable);
            write(parts, usable.size());
            Path results = context.job().resultsDir();
            Files.write(results.resolve("classes.json"), Report.JSON.writeValueAsBytes(counts.keySet()));
            Report report = new Report(context.status(), results);
            report.faults(faults);
            report.figures(
                    "Objects by class.",
                    Map.of("num_images", (double) usable.size(), "num_records", (double) records),
                    Map.of("num_objects", counts));
            return "Wrote " + records + " records of " + usable.size() + " pictures in " + parts.size() + " partitions."
                    + Report.said(faults);
        }

        private List<LabelledPicture> withExtension(List<LabelledPicture> all) {
            String wanted = specs.text("kitti_config.image_extension", ".png").toLowerCase(Locale.ROOT);
            String ending = wanted.startsWith(".") ? wanted : "." + wanted;
            List<LabelledPicture> usable =
                    all.stream().filter(picture -> picture.name().toLowerCase(Locale.ROOT).endsWith(ending)).toList();
            if (usable.isEmpty() && !all.isEmpty()) {
                String seen = all.get(0).name();
                throw new GraftException(
                        StandardError.INVALID_SPECS,
                        "kitti_config.image_extension is " + wanted + ", but no picture ends so; the first is " + seen + ". Set it to "
                                + seen.substring(Math.max(0, seen.lastIndexOf('.'))));
            }
            Report.requireAny(usable.size(), "picture", faults);
            all.stream().filter(picture -> !usable.contains(picture)).forEach(picture -> faults.add(
                    pictures + "/" + picture.name(), "other_extension", "its name does not end in " + ending, "it was left out"));
            return usable;
        }

        private List<List<LabelledPicture>> parts(List<LabelledPicture> usable) throws IOException {
            int number = specs.integer("kitti_config.num_partitions", 2);
            if (specs.text("kitti_config.partition_mode", "random").equals("random")) {
                return Partitions.random(usable, specs.number("kitti_config.val_split", 0) / 100, SEED);
            }
            Path sequences = root.resolve(specs.text("kitti_config.kitti_sequence_to_frames_file", "")).normalize();
            return Partitions.sequences(usable, inside(sequences), number, SEED);
        }

        private Path inside(Path path) {
            if (!path.startsWith(root.normalize())) {
                throw new GraftException(StandardError.INVALID_SPECS, "a path in kitti_config leads out of the dataset");
            }
            return path;
        }

        private void write(List<List<LabelledPicture>> parts, int total) throws IOException {
            boolean validated = specs.text("kitti_config.partition_mode", "random").equals("random") && !parts.get(0).isEmpty();
            SampleModifier modifier = new SampleModifier(specs, validated ? parts.size() - 1 : parts.size());
            Progress progress = new Progress(context.status(), context.stop(), "pictures", total);
            int shards = specs.integer("kitti_config.num_shards", 10);
            for (int part = 0; part < parts.size(); part++) {
                for (int shard = 0; shard < shards; shard++) {
                    List<LabelledPicture> own = shard(parts.get(part), shard, shards);
                    // Pictures for validation are what they are.
                    Optional<SampleModifier> changes = validated && part == 0 ? Optional.empty() : Optional.of(modifier);
                    writeShard(fileName(part, parts.size(), shard, shards), own, part, changes, progress);
                }
            }
        }

        private static List<LabelledPicture> shard(List<LabelledPicture> part, int shard, int shards) {
            int from = (int) ((long) part.size() * shard / shards);
            int to = (int) ((long) part.size() * (shard + 1) / shards);
            return part.subList(from, to);
        }

        private static String fileName(int part, int parts, int shard, int shards) {
            return String.format(Locale.ROOT, "tfrecords-fold-%03d-of-%03d-shard-%05d-of-%05d", part, parts, shard, shards);
        }

        private void writeShard(
                String name, List<LabelledPicture> own, int part, Optional<SampleModifier> modifier, Progress progress)
                throws IOException {
            Path results = context.job().resultsDir();
            try (RecordWriter writer =
                    new RecordWriter(results.resolve("tfrecords").resolve(name), results.resolve("index").resolve(name + ".idx"))) {
                for (LabelledPicture picture : own) {
                    List<LabelledObject> objects = picture.objects().stream().filter(object -> usable(picture, object)).toList();
                    List<String> classes = objects.stream().map(object -> name(object.category().name())).toList();
                    byte[] example = example(picture, objects, classes).toByteArray();
                    int copies = modifier.isPresent() ? modifier.get().copies(classes, part) : 1;
                    for (int copy = 0; copy < copies; copy++) {
                        writer.write(example);
                        records++;
                        classes.forEach(known -> counts.merge(known, 1L, Long::sum));
                    }
                    progress.step();
                }
            }
        }

        private boolean usable(LabelledPicture picture, LabelledObject object) {
            Box box = object.box();
            // Whole pixels, as the trainer has them.
            boolean usable = (int) box.left() < (int) box.right() && (int) box.top() < (int) box.bottom();
            if (!usable) {
                faults.add(
                        picture.name() + ", object " + (object.id() + 1),
                        "empty_box",
                        "its box " + box.left() + " " + box.top() + " " + box.right() + " " + box.bottom() + " has no inside",
                        "it was left out");
            }
            return usable;
        }

        /** Classes are written in lower case, as the trainer expects them. */
        private String name(String label) {
            String target = names.getOrDefault(label, names.getOrDefault(label.toLowerCase(Locale.ROOT), label));
            return target.toLowerCase(Locale.ROOT);
        }

        private Example example(LabelledPicture picture, List<LabelledObject> objects, List<String> classes) throws IOException {
            Example example = new Example()
                    .text("frame/id", pictures + "/" + picture.stem())
                    .integer("frame/width", picture.width())
                    .integer("frame/height", picture.height())
                    .texts("target/object_class", classes)
                    .floats("target/truncation", column(objects, 0))
                    .integers("target/occlusion", column(objects, 1).stream().map(Double::longValue).toList())
                    .floats("target/observation_angle", column(objects, 2))
                    .floats("target/coordinates_x1", column(objects, 3))
                    .floats("target/coordinates_y1", column(objects, 4))
                    .floats("target/coordinates_x2", column(objects, 5))
                    .floats("target/coordinates_y2", column(objects, 6))
                    .floats("target/world_bbox_h", column(objects, 7))
                    .floats("target/world_bbox_w", column(objects, 8))
                    .floats("target/world_bbox_l", column(objects, 9))
                    .floats("target/world_bbox_x", column(objects, 10))
                    .floats("target/world_bbox_y", column(objects, 11))
                    .floats("target/world_bbox_z", column(objects, 12))
                    .floats("target/world_bbox_rot_y", column(objects, 13));
            Optional<String> clouds = specs.text("kitti_config.point_clouds_dir");
            clouds.ifPresent(folder -> example
                    .text("point_cloud/id", folder + "/" + picture.stem())
                    .integer("point_cloud/num_input_channels", LIDAR_CHANNELS));
            Optional<String> calibrations = specs.text("kitti_config.calibrations_dir");
            if (calibrations.isPresent()) {
                Path folder = inside(root.resolve(calibrations.get()).normalize());
                Calibration calibration = Calibration.read(folder.resolve(picture.stem() + ".txt"));
                example.floats("calibration/T_lidar_to_camera", calibration.lidarToCamera())
                        .floats("calibration/P_lidar_to_image", calibration.lidarToImage());
            }
            return example;
        }

        private static List<Double> column(List<LabelledObject> objects, int index) {
            List<Double> column = new ArrayList<>();
            for (LabelledObject object : objects) {
                KittiRow row = object.row().orElseThrow();
                column.add(row.number(index).doubleValue());
            }
            return column;
        }
    }
}
