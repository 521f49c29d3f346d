// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.CocoFile;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.plugin.dataservices.annotation.LabelSet;
import dev.graft.plugin.dataservices.annotation.LabelledObject;
import dev.graft.plugin.dataservices.annotation.LabelledPicture;
import dev.graft.plugin.dataservices.picture.PictureFiles;
import dev.graft.plugin.dataservices.picture.PixelMask;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code convert} of semantic segmentation: a mask for each picture, an 8-bit PNG whose pixels are the numbers of the classes, 0 for the
 * background, and the lists {@code images.txt} and {@code masks.txt}. Where objects overlap the smaller is in front.
 */
final class MasksAction implements WorkerAction {

    private static final int LARGEST = 255;

    @Override
    public String run(WorkerContext context) throws IOException {
        Specs specs = new Specs(context.job().specs());
        FileFaults faults = new FileFaults();
        LabelSet set = CocoFile.read(specs.path("image_dir"), specs.path("annotations_file"), faults);
        set.categories().stream().filter(category -> category.id() < 1 || category.id() > LARGEST).findFirst().ifPresent(category -> {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "category " + category.name() + " has the id " + category.id()
                            + ", but a mask of 8 bits has classes 1 to 255; renumber the categories");
        });
        List<LabelledPicture> wanted = set.pictures().stream()
                .limit(specs.integer("num_files").orElse(Integer.MAX_VALUE))
                .toList();
        Report.requireAny(wanted.size(), "picture", faults);
        Path results = context.job().resultsDir();
        Path masks = Files.createDirectories(results.resolve("masks"));
        Progress progress = new Progress(context.status(), context.stop(), "masks", wanted.size());
        List<String> pictureNames = new ArrayList<>();
        List<String> maskNames = new ArrayList<>();
        new InOrder(context.job().cores()).run(wanted, picture -> write(picture, masks, faults), name -> {
            maskNames.add("masks/" + name);
            pictureNames.add("images/" + wanted.get(pictureNames.size()).name());
            progress.step();
        });
        Files.write(results.resolve("images.txt"), pictureNames);
        Files.write(results.resolve("masks.txt"), maskNames);
        Files.write(results.resolve("classes.json"), Report.JSON.writeValueAsBytes(
                set.categories().stream().map(category -> category.name()).toList()));
        Report report = new Report(context.status(), results);
        report.faults(faults);
        report.figures("Drawn.", Map.of("num_images", (double) wanted.size()), Map.of("num_objects", set.objectsByClass()));
        return "Drew " + wanted.size() + " masks of " + set.categories().size() + " classes." + Report.said(faults);
    }

    private static String write(LabelledPicture picture, Path masks, FileFaults faults) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        List<LabelledObject> largestFirst = picture.objects().stream()
                .sorted(Comparator.comparingDouble(LabelledObject::area).reversed())
                .toList();
        for (LabelledObject object : largestFirst) {
            mask(picture, object, faults).ifPresent(mask ->
                    mask.bits().stream().forEach(at -> pixels[at] = (byte) object.category().id()));
        }
        String name = picture.stem() + ".png";
        PictureFiles.write(image, masks.resolve(name));
        return name;
    }

    private static Optional<PixelMask> mask(LabelledPicture picture, LabelledObject object, FileFaults faults) {
        String shown = "annotation " + object.id() + " of " + picture.name();
        if (object.shape().isEmpty()) {
            faults.add(shown, "missing_segmentation", "it has no segmentation", "it was not drawn");
            return Optional.empty();
        }
        try {
            return Optional.of(object.shape().get().mask(picture.width(), picture.height()));
        } catch (IllegalArgumentException e) {
            faults.add(shown, "malformed_segmentation", e.getMessage(), "it was not drawn");
            return Optional.empty();
        }
    }
}
