// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.plugin.dataservices.annotation.CocoFile;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.annotation.Shape;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.tfrecord.Example;
import dev.graft.plugin.dataservices.tfrecord.RecordWriter;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/**
 * {@code convert_efficientdet_tf2}, and {@code convert} of instance segmentation: TFRecord files with pictures and labels inside, in the
 * form of TensorFlow's Object Detection API, and their indexes under {@code index/}.
 */
final class CocoRecordsAction implements WorkerAction {

    private static final int SHARDS = 256;

    private final String folder;
    private final boolean masksAlways;

    /**
     * An action.
     *
     * @param folder folder of the results that takes the files
     * @param masksAlways whether outlines are written whatever the specs say
     */
    CocoRecordsAction(String folder, boolean masksAlways) {
        this.folder = folder;
        this.masksAlways = masksAlways;
    }

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        return new Conversion(specs, context).run();
    }

    /** A picture as it goes into a file. */
    private record Made(byte[] example, List<String> classes) {}

    /** The conversion of one dataset. */
    private final class Conversion {

        private final Specs specs;
        private final WorkerContext context;
        private final boolean masks;
        private final Map<String, String> names;
        private final FileFaults faults = new FileFaults();

        Conversion(Specs specs, WorkerContext context) {
            this.specs = specs;
            this.context = context;
            this.masks = masksAlways || specs.flag("dataset_convert.include_masks", false);
            this.names = specs.names("target_class_mapping");
        }

        String run() throws IOException {
            Path file = specs.path("dataset_convert.annotations_file");
            LabelSet set = CocoFile.read(specs.path("dataset_convert.image_dir"), file, faults);
            Report.requireAny(set.pictures().size(), "picture", faults);
            Path results = context.job().resultsDir();
            String tag = specs.text("dataset_convert.tag").orElse(LabelledPicture.stemOf(file.getFileName().toString()));
            Map<String, Long> counts = new TreeMap<>();
            long records;
            try (Shards shards = new Shards(results, tag, specs.integer("dataset_convert.num_shards", SHARDS))) {
                write(set, shards, counts);
                records = shards.records;
            }
            Report report = new Report(context.status(), results);
            report.faults(faults);
            report.figures(
                    "Objects by class.",
                    Map.of("num_images", (double) set.pictures().size(), "num_records", (double) records),
                    Map.of("num_objects", counts));
            Report.requireAny(records, "picture", faults);
            return "Wrote " + records + " records of " + set.pictures().size() + " pictures." + Report.said(faults);
        }

        private void write(LabelSet set, Shards shards, Map<String, Long> counts) throws IOException {
            SampleModifier modifier = new SampleModifier(specs, 1);
            Progress progress = new Progress(context.status(), context.stop(), "pictures", set.pictures().size());
            new InOrder(context.job().cores()).run(set.pictures(), this::make, made -> {
                int copies = modifier.copies(made.classes(), 0);
                for (int copy = 0; copy < copies; copy++) {
                    shards.write(made.example());
                    made.classes().forEach(name -> counts.merge(name, 1L, Long::sum));
                }
                progress.step();
            });
        }

        private Made make(LabelledPicture picture) throws IOException {
            byte[] encoded = Files.readAllBytes(picture.file());
            List<LabelledObject> objects = new ArrayList<>();
            List<byte[]> pngs = new ArrayList<>();
            for (LabelledObject object : picture.objects()) {
                if (usable(picture, object)) {
                    objects.add(object);
                    if (masks) {
                        pngs.add(png(picture, object));
                    }
                }
            }
            List<String> classes = objects.stream().map(object -> name(object)).toList();
            Example example = new Example()
                    .integer("image/height", picture.height())
                    .integer("image/width", picture.width())
                    .text("image/filename", picture.name())
                    .text("image/source_id", Long.toString(picture.id()))
                    .text("image/key/sha256", sha256(encoded))
                    .bytes("image/encoded", encoded)
                    .text("image/format", PictureFiles.endingOf(picture.name()).equals("png") ? "png" : "jpeg")
                    .floats("image/object/bbox/xmin", each(objects, object -> object.box().left() / picture.width()))
                    .floats("image/object/bbox/xmax", each(objects, object -> object.box().right() / picture.width()))
                    .floats("image/object/bbox/ymin", each(objects, object -> object.box().top() / picture.height()))
                    .floats("image/object/bbox/ymax", each(objects, object -> object.box().bottom() / picture.height()))
                    .texts("image/object/class/text", classes)
                    .integers("image/object/class/label", objects.stream().map(object -> (long) object.category().id()).toList())
                    .integers("image/object/is_crowd", objects.stream().map(object -> object.crowd() ? 1L : 0L).toList())
                    .floats("image/object/area", each(objects, LabelledObject::area));
            if (masks) {
                example.bytes("image/object/mask", pngs);
            }
            return new Made(example.toByteArray(), classes);
        }

        private String name(LabelledObject object) {
            return names.getOrDefault(object.category().name(), object.category().name());
        }

        private boolean usable(LabelledPicture picture, LabelledObject object) {
            Box seen = object.box().within(picture.width(), picture.height());
            if (object.box().isEmpty() || seen.width() < 1 || seen.height() < 1) {
                fault(picture, object, "out_of_bounds", "less than a pixel of its box is inside the picture");
                return false;
            }
            if (masks && object.shape().isEmpty()) {
                fault(picture, object, "missing_segmentation", "it has no segmentation");
                return false;
            }
            if (masks && object.shape().get() instanceof Shape.Runs runs
                    && (runs.width() != picture.width() || runs.height() != picture.height())) {
                fault(picture, object, "malformed_segmentation", "its segmentation is of another size than the picture");
                return false;
            }
            return true;
        }

        private void fault(LabelledPicture picture, LabelledObject object, String kind, String problem) {
            faults.add("annotation " + object.id() + " of " + picture.name(), kind, problem, "it was left out");
        }

        private byte[] png(LabelledPicture picture, LabelledObject object) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(object.shape().orElseThrow().mask(picture.width(), picture.height()).picture(1), "png", out);
            return out.toByteArray();
        }
    }

    private static List<Double> each(List<LabelledObject> objects, ToDoubleFunction<LabelledObject> value) {
        return objects.stream().map(value::applyAsDouble).toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The files, filled in turn. */
    private final class Shards implements AutoCloseable {

        private final List<RecordWriter> writers = new ArrayList<>();
        private long records;

        Shards(Path results, String tag, int number) throws IOException {
            for (int i = 0; i < number; i++) {
                String name = String.format(Locale.ROOT, "%s-%05d-of-%05d.tfrecord", tag, i, number);
                writers.add(new RecordWriter(results.resolve(folder).resolve(name), results.resolve("index").resolve(name + ".idx")));
            }
        }

        void write(byte[] example) throws IOException {
            writers.get((int) (records++ % writers.size())).write(example);
        }

        @Override
        public void close() throws IOException {
            for (RecordWriter writer : writers) {
                writer.close();
            }
        }
    }
}
