// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.transform.RandomErasing.RgbColor;
import dev.graft.torchkit.spec.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the {@code pipeline} lists of specs. Steps that load an image or turn it into a tensor are allowed and add nothing, as both are
 * always done. Each fault names the step's JSON pointer.
 */
public final class PipelineReader {

    private static final String SIZE = "size";
    private static final String SCALE = "scale";
    private static final String CROP_SIZE = "crop_size";
    private static final String NORMALIZE = "Normalize";
    private static final List<String> ALWAYS_DONE =
            List.of("LoadImageFromFile", "ImageToTensor", "ToTensor", "Collect", "PackInputs", "PackClsInputs");

    private final Map<String, Function<Section, Transform>> known = new TreeMap<>();
    private final Normalize standard;

    /**
     * A reader.
     *
     * @param standard what is done where a pipeline has no {@code Normalize}
     */
    public PipelineReader(Normalize standard) {
        this.standard = standard;
        known.put("Resize", PipelineReader::resize);
        known.put("ResizeEdge", PipelineReader::resizeEdge);
        known.put("RandomResizedCrop", PipelineReader::randomResizedCrop);
        known.put("RandomCrop", PipelineReader::randomCrop);
        known.put("CenterCrop", step -> new CenterCrop(size(step, CROP_SIZE, SIZE)));
        known.put("RandomFlip", PipelineReader::randomFlip);
        known.put("RandomGrayscale", step -> new RandomGrayscale(probability(step, "gray_prob", 0.1)));
        known.put("ColorJitter", PipelineReader::colorJitter);
        known.put("RandomErasing", PipelineReader::randomErasing);
    }

    /**
     * The pipeline {@code name} of a section, or empty if it is not given.
     *
     * @throws dev.graft.spi.error.GraftException if a step is unknown or wrong, or images of different sizes would come out
     */
    public Optional<Pipeline> read(Section owner, String name) {
        List<Section> given = owner.sections(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        List<Transform> steps = new ArrayList<>();
        Normalize normalize = standard;
        boolean normalized = false;
        for (Section step : given) {
            String type = step.requiredText("type");
            if (ALWAYS_DONE.contains(type)) {
                step.leave("key", "keys", "color_type", "file_client_args", "backend_args", "meta_keys");
            } else if (normalized) {
                throw step.fault("type", "is " + type + " after " + NORMALIZE + ", which has to be the last step");
            } else if (type.equals(NORMALIZE)) {
                normalize = normalize(step, standard);
                normalized = true;
            } else {
                steps.add(transform(step, type));
            }
        }
        ImageSize size = Pipeline.sizeAfter(steps).orElseThrow(() -> owner.fault(
                name,
                "lets images of different sizes out; end it with a Resize to a fixed size, a RandomResizedCrop or a CenterCrop"));
        return Optional.of(new Pipeline(steps, normalize, size));
    }

    /** A {@code Normalize} step or {@code img_norm_cfg}; what it leaves out is taken from {@code standard}. */
    public static Normalize normalize(Section step, Normalize standard) {
        List<Double> mean = step.numbers("mean");
        List<Double> std = step.numbers("std");
        try {
            return new Normalize(
                    mean.isEmpty() ? standard.mean() : mean,
                    std.isEmpty() ? standard.std() : std,
                    step.flag("to_rgb", standard.rgb()));
        } catch (IllegalArgumentException e) {
            throw step.fault("mean", "and std: " + e.getMessage());
        }
    }

    private Transform transform(Section step, String type) {
        Function<Section, Transform> reader = known.get(type);
        if (reader == null) {
            throw step.fault(
                    "type", "is '" + type + "', which is no known transform; known are " + String.join(", ", known.keySet()) + ", "
                            + NORMALIZE);
        }
        return reader.apply(step);
    }

    private static Transform resize(Section step) {
        Interpolation interpolation = interpolation(step);
        boolean keepRatio = step.flag("keep_ratio", false);
        List<Double> size = step.numbers(SIZE);
        boolean shortEdge = size.size() == 2 && size.get(1) == -1;
        if (shortEdge) {
            return new ResizeEdge(whole(step, SIZE, size.get(0)), ResizeEdge.Edge.SHORT, interpolation);
        }
        // MMClassification 0.x has size (height, width), 1.x has scale (width, height).
        ImageSize target = step.has(SIZE) ? size(step, SIZE) : turned(size(step, SCALE));
        return new Resize(target, keepRatio, interpolation);
    }

    private static Transform resizeEdge(Section step) {
        ResizeEdge.Edge edge = oneOf(step, "edge", "short", ResizeEdge.Edge.values(), ResizeEdge.Edge::wireName);
        return new ResizeEdge(step.integer(SCALE, 256, 1), edge, interpolation(step));
    }

    private static Transform randomResizedCrop(Section step) {
        boolean old = step.has(SIZE);
        ImageSize size = old ? size(step, SIZE) : turned(size(step, SCALE));
        List<Double> area = range(step, old ? SCALE : "crop_ratio_range", List.of(0.08, 1.0));
        List<Double> aspect = range(step, old ? "ratio" : "aspect_ratio_range", List.of(3.0 / 4.0, 4.0 / 3.0));
        try {
            return new RandomResizedCrop(size, area.get(0), area.get(1), aspect.get(0), aspect.get(1), interpolation(step));
        } catch (IllegalArgumentException e) {
            throw step.fault("type", "is RandomResizedCrop with ranges " + area + " and " + aspect + ": " + e.getMessage());
        }
    }

    private static Transform randomCrop(Section step) {
        return new RandomCrop(
                size(step, CROP_SIZE, SIZE), step.integer("padding", 0, 0), (int) step.number("pad_val", 0, 0, 255));
    }

    private static Transform randomFlip(Section step) {
        double probability = probability(step, step.has("flip_prob") ? "flip_prob" : "prob", 0.5);
        return new RandomFlip(
                probability,
                oneOf(step, "direction", "horizontal", RandomFlip.Direction.values(), RandomFlip.Direction::wireName));
    }

    private static Transform colorJitter(Section step) {
        return new ColorJitter(
                step.number("brightness", 0, 0, Double.MAX_VALUE),
                step.number("contrast", 0, 0, Double.MAX_VALUE),
                step.number("saturation", 0, 0, Double.MAX_VALUE),
                step.number("hue", 0, 0, 0.5));
    }

    private static Transform randomErasing(Section step) {
        List<Double> fill = step.numbers("fill_color");
        List<Double> color = fill.isEmpty() ? List.of(128.0, 128.0, 128.0) : fill;
        if (color.size() != 3) {
            throw step.fault("fill_color", "has " + color.size() + " values; three are expected");
        }
        return new RandomErasing(
                probability(step, "erase_prob", 0.5),
                step.number("min_area_ratio", 0.02, 1e-6, 1),
                step.number("max_area_ratio", 0.4, 1e-6, 1),
                step.number("aspect_range", 0.3, 1e-6, 1),
                new RgbColor(color.get(0).intValue(), color.get(1).intValue(), color.get(2).intValue()));
    }

    private static double probability(Section step, String name, double otherwise) {
        return step.number(name, otherwise, 0, 1);
    }

    private static List<Double> range(Section step, String name, List<Double> otherwise) {
        List<Double> range = step.numbers(name);
        if (range.isEmpty()) {
            return otherwise;
        }
        if (range.size() != 2) {
            throw step.fault(name, "has " + range.size() + " values; two are expected, the least and the largest");
        }
        return range;
    }

    /** The first given of the names as height and width; one number makes a square. */
    private static ImageSize size(Section step, String... names) {
        String name = Arrays.stream(names).filter(step::has).findFirst().orElse(names[0]);
        List<Double> numbers = step.numbers(name);
        if (numbers.isEmpty() || numbers.size() > 2) {
            throw step.fault(name, "is one number or two, not " + numbers.size() + "; for example 224 or [224, 224]");
        }
        return new ImageSize(whole(step, name, numbers.get(0)), whole(step, name, numbers.get(numbers.size() - 1)));
    }

    private static ImageSize turned(ImageSize size) {
        return new ImageSize(size.width(), size.height());
    }

    private static int whole(Section step, String name, double value) {
        if (value != Math.rint(value) || value < 1 || value > 16_384) {
            throw step.fault(name, "has the length " + value + "; whole numbers from 1 to 16384 are allowed");
        }
        return (int) value;
    }

    private static Interpolation interpolation(Section step) {
        step.leave("backend");
        return oneOf(
                step, "interpolation", "bilinear", Interpolation.values(), value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static <E> E oneOf(Section step, String name, String otherwise, E[] values, Function<E, String> wireName) {
        String given = step.text(name, otherwise);
        return Arrays.stream(values).filter(value -> wireName.apply(value).equals(given)).findFirst().orElseThrow(() -> step.fault(
                name,
                "is '" + given + "'; allowed are " + Arrays.stream(values).map(wireName).collect(Collectors.joining(", "))));
    }
}
