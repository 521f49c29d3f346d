// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.spec;

import dev.graft.torchkit.data.transform.ColorJitter;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.RandomBlur;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomFlip.Direction;
import dev.graft.torchkit.data.transform.RandomQuarterTurn;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.data.transform.RandomScaledCrop;
import dev.graft.torchkit.data.transform.Transform;
import dev.graft.torchkit.spec.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How pictures of task segment are changed at random, and prepared.
 *
 * @param horizontal chance of being mirrored left to right
 * @param vertical chance of being mirrored top to bottom
 * @param turn by quarters
 * @param color of each picture on its own
 * @param largestScale largest factor on the size before the crop; 1 for none
 * @param crop whether a random part of the picture is taken
 * @param blur whether pictures are blurred at random
 * @param normalize what is done to values
 */
public record AugmentationSpec(
        double horizontal,
        double vertical,
        Optional<RandomQuarterTurn> turn,
        Optional<ColorJitter> color,
        double largestScale,
        boolean crop,
        boolean blur,
        Normalize normalize) {

    private static final double BYTE = 255;
    private static final double QUARTER = 90;
    private static final double EVEN = 0.5;
    private static final double STRENGTH = 0.3;
    private static final double LARGEST_SCALE = 1.2;
    private static final double LEAST_CROP = 0.8;
    private static final double LARGEST_BLUR = 1;
    private static final double LARGEST_HUE = 0.5;

    /** Reads the section. */
    public static AugmentationSpec read(Section section) {
        Section flip = section.section("random_flip");
        boolean flips = flip.flag("enable", true);
        double horizontal = flip.number("hflip_probability", EVEN, 0, 1);
        double vertical = flip.number("vflip_probability", EVEN, 0, 1);
        Section scale = section.section("with_scale_random_crop");
        boolean scales = scale.flag("enable", true);
        double largest = largestScale(scale);
        return new AugmentationSpec(
                flips ? horizontal : 0,
                flips ? vertical : 0,
                turn(section.section("random_rotate")),
                color(section.section("random_color")),
                scales ? largest : 1,
                section.flag("with_random_crop", true),
                section.flag("with_random_blur", true),
                normalize(section));
    }

    private static double largestScale(Section section) {
        List<Double> range = section.numbers("scale_range");
        if (range.isEmpty()) {
            return LARGEST_SCALE;
        }
        if (range.size() != 2 || range.get(0) != 1 || range.get(1) < 1) {
            throw section.fault("scale_range", "is " + range + "; 1 and a factor of at least 1 are expected");
        }
        return range.get(1);
    }

    private static Optional<RandomQuarterTurn> turn(Section section) {
        List<Double> angles = section.numbers("angle_list");
        if (angles.stream().anyMatch(angle -> angle % QUARTER != 0 || angle < QUARTER || angle > 3 * QUARTER)) {
            throw section.fault("angle_list", "is " + angles + "; allowed are 90, 180 and 270");
        }
        double probability = section.number("rotate_probability", EVEN, 0, 1);
        List<Integer> quarters = angles.stream().map(angle -> (int) (angle / QUARTER)).toList();
        return section.flag("enable", true)
                ? Optional.of(new RandomQuarterTurn(probability, quarters.isEmpty() ? List.of(1, 2, 3) : quarters))
                : Optional.empty();
    }

    private static Optional<ColorJitter> color(Section section) {
        ColorJitter jitter = new ColorJitter(
                section.number("brightness", STRENGTH, 0, 1),
                section.number("contrast", STRENGTH, 0, 1),
                section.number("saturation", STRENGTH, 0, 1),
                section.number("hue", STRENGTH, 0, LARGEST_HUE));
        return section.flag("enable", true) ? Optional.of(jitter) : Optional.empty();
    }

    private static Normalize normalize(Section section) {
        List<Double> even = List.of(EVEN, EVEN, EVEN);
        List<Double> mean = section.numbers("mean");
        List<Double> deviation = section.numbers("std");
        try {
            return new Normalize(bytes(mean.isEmpty() ? even : mean), bytes(deviation.isEmpty() ? even : deviation), true);
        } catch (IllegalArgumentException e) {
            throw section.fault("mean", "and std: " + e.getMessage());
        }
    }

    private static List<Double> bytes(List<Double> shares) {
        return shares.stream().map(share -> BYTE * share).toList();
    }

    /**
     * What both pictures and the mask go through alike.
     *
     * @param interpolation that of pictures or that of masks
     */
    public List<Transform> geometry(ImageSize size, Interpolation interpolation) {
        List<Transform> steps = new ArrayList<>();
        steps.add(new RandomFlip(horizontal, Direction.HORIZONTAL));
        steps.add(new RandomFlip(vertical, Direction.VERTICAL));
        turn.ifPresent(steps::add);
        if (crop) {
            steps.add(new RandomResizedCrop(size, LEAST_CROP, 1, 1, 1, interpolation));
        }
        if (largestScale > 1) {
            steps.add(new RandomScaledCrop(size, 1 / largestScale, interpolation));
        }
        return steps;
    }

    /** What each picture goes through on its own. */
    public List<Transform> looks() {
        List<Transform> steps = new ArrayList<>();
        color.ifPresent(steps::add);
        if (blur) {
            steps.add(new RandomBlur(EVEN, LARGEST_BLUR));
        }
        return steps;
    }
}
