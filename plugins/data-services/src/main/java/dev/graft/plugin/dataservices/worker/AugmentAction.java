// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.Box;
import dev.graft.plugin.dataservices.annotation.CocoFile;
import dev.graft.plugin.dataservices.annotation.CocoWriter;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.KittiFolder;
import dev.graft.plugin.dataservices.annotation.KittiRow;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.annotation.MovedObject;
import dev.graft.plugin.dataservices.annotation.Shape;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.UnreadablePictureException;
import dev.graft.plugin.dataservices.picture.Warp;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** {@code augment}: a new dataset of turned, moved, recoloured and resized pictures, whose labels go with them, under {@code dataset/}. */
final class AugmentAction implements WorkerAction {

    @Override
    public String run(WorkerContext context) throws IOException {
        return new Augmentation(new Specs(context.job().specs()), context).run();
    }

    /** A picture to be made; its number decides what is drawn for it. */
    private record Order(int number, LabelledPicture picture) {}

    /** A picture that was made; empty if its file cannot be read. */
    private record Made(Order order, Optional<List<LabelledObject>> objects) {}

    /** The augmentation of one dataset. */
    private static final class Augmentation {

        private final Specs specs;
        private final WorkerContext context;
        private final AugmentSpec changes;
        private final SourceLabels source;
        private final Path dataset;
        private final FileFaults faults = new FileFaults();
        private final Map<Long, Shape> outlines = new HashMap<>();

        Augmentation(Specs specs, WorkerContext context) {
            this.specs = specs;
            this.context = context;
            this.changes = AugmentSpec.of(specs);
            this.source = new SourceLabels(
                    specs.text("data.dataset_type", "coco"), specs.path("data.image_dir"), specs.path("data.ann_path"));
            this.dataset = specs.path("data.output_dataset");
        }

        String run() throws IOException {
            LabelSet set = source.read(faults);
            Report.requireAny(set.pictures().size(), "picture", faults);
            readCache();
            List<Order> orders = orders(set.pictures());
            Progress progress = new Progress(context.status(), context.stop(), "pictures", orders.size());
            long[] count = new long[2];
            Files.createDirectories(dataset.resolve("images"));
            try (Labels labels = labels(set)) {
                new InOrder(threads()).run(orders, this::make, made -> {
                    if (made.objects().isPresent()) {
                        labels.write(made.order().picture(), name(made.order().picture()), made.objects().get());
                        count[0]++;
                        count[1] += made.objects().get().size();
                    }
                    progress.step();
                });
            }
            Report report = new Report(context.status(), context.job().resultsDir());
            report.faults(faults);
            Report.requireAny(count[0], "picture", faults);
            report.figures("Augmented.", Map.of("num_images", (double) count[0], "num_objects", (double) count[1]), Map.of());
            return "Made " + count[0] + " pictures of " + changes.width() + " x " + changes.height() + " pixels with " + count[1] + " of "
                    + set.objects() + " objects." + Report.said(faults);
        }

        private int threads() {
            int wanted = specs.integer("batch_size").orElseGet(() -> specs.integer("data.batch_size", 2));
            return Math.max(1, Math.min(wanted, context.job().cores()));
        }

        /** The share of the pictures that is wanted: the first ones, or a drawn part. */
        private List<Order> orders(List<LabelledPicture> pictures) {
            List<Order> orders = new ArrayList<>();
            for (LabelledPicture picture : pictures) {
                orders.add(new Order(orders.size(), picture));
            }
            double share = specs.number("partition_config.dataset_percentage", 100) / 100;
            int wanted = (int) Math.max(1, Math.round(share * orders.size()));
            if (specs.text("partition_config.partition_mode", "sequence").toLowerCase(Locale.ROOT).equals("random")) {
                Collections.shuffle(orders, new Random(changes.seed()));
            }
            return orders.subList(0, Math.min(wanted, orders.size()));
        }

        /** Outlines that another job has found, for datasets that have boxes alone. */
        private void readCache() throws IOException {
            Optional<Path> file = specs.text("spatial_aug.rotation.refine_box.gt_cache")
                    .map(name -> source.pictures().resolveSibling(name).normalize())
                    .filter(path -> path.startsWith(source.pictures().getParent()) && Files.isRegularFile(path));
            if (changes.refine() && file.isPresent() && source.format().equals("coco")) {
                CocoFile.read(source.pictures(), file.get(), new FileFaults()).pictures().forEach(picture -> picture.objects()
                        .forEach(object -> object.shape().ifPresent(shape -> outlines.put(object.id(), shape))));
            }
        }

        private Made make(Order order) throws IOException {
            LabelledPicture picture = order.picture();
            BufferedImage pixels;
            try {
                pixels = PictureFiles.read(picture.file());
            } catch (UnreadablePictureException e) {
                faults.add(
                        "images/" + picture.name(), "unreadable_picture", "the picture cannot be read: " + e.getMessage(), "it was left out");
                return new Made(order, Optional.empty());
            }
            // The labels' own size counts: the file's may be another.
            AffineTransform ofLabels = changes.transform(picture.width(), picture.height(), order.number());
            AffineTransform ofPixels = changes.transform(pixels.getWidth(), pixels.getHeight(), order.number());
            BufferedImage moved = new Warp(ofPixels, changes.width(), changes.height()).apply(pixels);
            changes.colour().apply(moved);
            changes.blur().ifPresent(blur -> blur.apply(moved));
            PictureFiles.write(changes.grey() ? grey(moved) : moved, dataset.resolve("images").resolve(name(picture)));
            return new Made(order, Optional.of(objects(picture, new MovedObject(
                    ofLabels, changes.width(), changes.height(), changes.refine()))));
        }

        private List<LabelledObject> objects(LabelledPicture picture, MovedObject move) {
            List<LabelledObject> objects = new ArrayList<>();
            for (LabelledObject object : picture.objects()) {
                Optional<Shape> outline = Optional.ofNullable(outlines.get(object.id())).or(object::shape);
                try {
                    move.of(object, outline).ifPresent(objects::add);
                } catch (IllegalArgumentException e) {
                    faults.add(
                            "annotation " + object.id() + " of " + picture.name(),
                            "malformed_segmentation",
                            e.getMessage(),
                            "it was left out");
                }
            }
            return objects;
        }

        private String name(LabelledPicture picture) {
            return specs.text("image_extension")
                    .map(ending -> picture.stem() + (ending.startsWith(".") ? ending : "." + ending))
                    .orElse(picture.name());
        }

        private static BufferedImage grey(BufferedImage rgb) {
            BufferedImage grey = new BufferedImage(rgb.getWidth(), rgb.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < rgb.getHeight(); y++) {
                for (int x = 0; x < rgb.getWidth(); x++) {
                    int pixel = rgb.getRGB(x, y);
                    double luma = 0.299 * (pixel >> 16 & 0xff) + 0.587 * (pixel >> 8 & 0xff) + 0.114 * (pixel & 0xff);
                    grey.getRaster().setSample(x, y, 0, (int) Math.round(luma));
                }
            }
            return grey;
        }

        private Labels labels(LabelSet set) throws IOException {
            return source.format().equals("coco")
                    ? new CocoLabels(new CocoWriter(dataset.resolve("annotations.json"), set.categories()))
                    : new KittiLabels(Files.createDirectories(dataset.resolve("labels")));
        }

        /** Takes the new labels, in the format of the old ones. */
        private interface Labels extends AutoCloseable {
            void write(LabelledPicture picture, String name, List<LabelledObject> objects) throws IOException;

            @Override
            void close() throws IOException;
        }

        private final class CocoLabels implements Labels {

            private final CocoWriter writer;

            CocoLabels(CocoWriter writer) {
                this.writer = writer;
            }

            @Override
            public void write(LabelledPicture picture, String name, List<LabelledObject> objects) throws IOException {
                writer.picture(picture.id(), name, changes.width(), changes.height());
                for (LabelledObject object : objects) {
                    writer.object(changes.outlines() ? object : object.at(object.box(), Optional.empty()));
                }
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        }

        private record KittiLabels(Path folder) implements Labels {

            /** What KITTI knows of an object in space is not true of a picture that was turned; it is not written. */
            @Override
            public void write(LabelledPicture picture, String name, List<LabelledObject> objects) throws IOException {
                List<KittiRow> rows = new ArrayList<>();
                for (LabelledObject object : objects) {
                    Box box = object.box();
                    rows.add(KittiRow.of(
                            object.category().name(),
                            KittiRow.decimal(box.left()),
                            KittiRow.decimal(box.top()),
                            KittiRow.decimal(box.right()),
                            KittiRow.decimal(box.bottom())));
                }
                KittiFolder.write(folder, name, rows);
            }

            @Override
            public void close() {
                // Every file is complete when it is written.
            }
        }
    }
}
