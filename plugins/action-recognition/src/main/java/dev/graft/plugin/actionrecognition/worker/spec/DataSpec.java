// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.spec;

import dev.graft.torchkit.data.transform.CenterCrop;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.data.transform.RandomScaledCrop;
import dev.graft.torchkit.data.transform.Resize;
import dev.graft.torchkit.data.transform.ResizeEdge;
import dev.graft.torchkit.data.transform.Transform;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.video.ClipReader.Preparation;
import dev.graft.torchkit.video.Scaling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code dataset} section.
 *
 * @param train folder of the videos to learn from
 * @param validation folder of the videos that each epoch is measured on
 * @param labels class names and their numbers
 * @param batchSize clips at a time, at least 1
 * @param threads that prepare them, at least 1
 * @param clipsPerVideo clips that are drawn of a video in an epoch
 * @param crop how training pictures are cropped
 * @param centerCrop whether the middle of validation pictures is taken
 * @param mirror chance that a training clip is mirrored
 * @param frames scaling of frames
 * @param flows scaling of optical flow
 */
public record DataSpec(
        Optional<Path> train,
        Optional<Path> validation,
        Map<String, Integer> labels,
        int batchSize,
        int threads,
        int clipsPerVideo,
        String crop,
        boolean centerCrop,
        double mirror,
        Scaling frames,
        Scaling flows) {

    private static final String NO_CROP = "no_crop";
    private static final String RANDOM_CROP = "random_crop";
    private static final String MULTI_SCALE_CROP = "multi_scale_crop";
    private static final double LEAST_AREA = 0.66 * 0.66;
    private static final double LARGEST_ASPECT = 4.0 / 3.0;
    private static final double EVEN = 0.5;

    public DataSpec {
        labels = new TreeMap<>(labels);
    }

    /** Reads the section. */
    public static DataSpec read(Section section) {
        Section map = section.section("label_map");
        Map<String, Integer> labels = new TreeMap<>();
        map.names().forEach(name -> labels.put(name, map.integer(name, 0, 0)));
        Section augmentation = section.section("augmentation_config");
        return new DataSpec(
                Paths.existing(section, "train_dataset_dir"),
                Paths.existing(section, "val_dataset_dir"),
                labels,
                section.integer("batch_size", 32, 1),
                section.integer("workers", 8, 1),
                section.integer("clips_per_video", 5, 1),
                ModelSpec.oneOf(augmentation, "train_crop_type", List.of(NO_CROP, RANDOM_CROP, MULTI_SCALE_CROP)),
                augmentation.flag("val_center_crop", false),
                augmentation.number("horizontal_flip_prob", EVEN, 0, 1),
                scaling(augmentation, "rgb_input_mean", "rgb_input_std"),
                scaling(augmentation, "of_input_mean", "of_input_std"));
    }

    private static Scaling scaling(Section section, String meanName, String deviationName) {
        List<Double> mean = section.numbers(meanName);
        List<Double> deviation = section.numbers(deviationName);
        try {
            return new Scaling(mean.isEmpty() ? List.of(EVEN) : mean, deviation.isEmpty() ? List.of(EVEN) : deviation);
        } catch (IllegalArgumentException e) {
            throw section.fault(meanName, "and " + deviationName + ": " + e.getMessage());
        }
    }

    /**
     * The class names in the order of their numbers. As the classes of the schema's default are merged into what users send, those without a
     * folder are left out; if no class has one, the folders' names in alphabetical order are taken.
     *
     * @param folders names of the folders with videos to learn from
     */
    public List<String> classes(List<String> folders) {
        List<String> named = labels.entrySet().stream()
                .filter(entry -> folders.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
        return named.isEmpty() ? folders : named;
    }

    /** How training clips are prepared. */
    public Preparation training(ImageSize size, long seed) {
        List<Transform> steps = new ArrayList<>();
        switch (crop) {
            case RANDOM_CROP -> steps.add(new RandomScaledCrop(size, 1, Interpolation.BILINEAR));
            case MULTI_SCALE_CROP -> steps.add(new RandomResizedCrop(
                    size, LEAST_AREA, 1, 1 / LARGEST_ASPECT, LARGEST_ASPECT, Interpolation.BILINEAR));
            default -> steps.add(new Resize(size, false, Interpolation.BILINEAR));
        }
        return new Preparation(steps, mirror, frames, flows, seed);
    }

    /** How clips to measure are prepared. */
    public Preparation evaluation(ImageSize size) {
        List<Transform> steps = new ArrayList<>();
        if (centerCrop) {
            int edge = Math.max(size.height(), size.width());
            steps.add(new ResizeEdge(edge, ResizeEdge.Edge.SHORT, Interpolation.BILINEAR));
            steps.add(new CenterCrop(size));
        } else {
            steps.add(new Resize(size, false, Interpolation.BILINEAR));
        }
        return new Preparation(steps, 0, frames, flows, 0);
    }
}
