// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The section of specs that says which pairs are read and how: optical_inspection's {@code dataset} and visual_changenet's
 * {@code dataset.classify}.
 *
 * @param splits the parts that are given, by their names, such as {@code train_dataset}
 * @param layout how pictures of several lights become one
 * @param normalize what is done to their values
 * @param batchSize pairs at a time, at least 1
 * @param threads that prepare them, at least 1
 * @param defectShare weight of all defective pairs against all passing ones when training pairs are drawn, at least 0
 * @param pointer where the section stands
 */
public record PairSpec(
        Map<String, Split> splits,
        LightLayout layout,
        Normalize normalize,
        int batchSize,
        int threads,
        double defectShare,
        String pointer) {

    /** Name of the part to learn from. */
    public static final String TRAIN = "train_dataset";

    /** Name of the part that is measured after an epoch. */
    public static final String VALIDATION = "validation_dataset";

    /** Name of the part that evaluate measures. */
    public static final String TEST = "test_dataset";

    /** Name of the part that inference looks at. */
    public static final String INFERENCE = "infer_dataset";

    private static final double BYTE = 255;
    private static final int DEFAULT_SIDE = 128;
    private static final List<String> DEFAULT_LIGHTS = List.of("LowAngleLight", "SolderLight", "UniformLight", "WhiteLight");
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> DEVIATION = List.of(0.226, 0.226, 0.226);

    /**
     * A part of the data.
     *
     * @param csv its table
     * @param images the folder of its pictures
     */
    public record Split(Path csv, Path images) {}

    public PairSpec {
        splits = new TreeMap<>(splits);
    }

    /** Reads the section. */
    public static PairSpec read(Section section) {
        Map<String, Split> splits = new TreeMap<>();
        for (String name : List.of(TRAIN, VALIDATION, TEST, INFERENCE)) {
            Section split = section.section(name);
            Optional<Path> csv = Paths.existing(split, "csv_path");
            Optional<Path> images = Paths.existing(split, "images_dir");
            if (csv.isPresent() && images.isPresent()) {
                splits.put(name, new Split(csv.get(), images.get()));
            }
        }
        return new PairSpec(
                splits,
                layout(section),
                normalize(section.section("augmentation_config")),
                section.integer("batch_size", 4, 1),
                Math.max(1, section.integer("workers", 1, 0)),
                section.number("fpratio_sampling", 0.1, 0, 1),
                section.pointer());
    }

    private static LightLayout layout(Section section) {
        List<String> lights = lights(section);
        int inputs = Math.max(1, lights.size());
        String concat = section.text("concat_type", "linear");
        if (!List.of("linear", "grid").contains(concat)) {
            throw section.fault("concat_type", "is '" + concat + "'; linear and grid are allowed");
        }
        Section grid = section.section("grid_map");
        int columns = grid.integer("x", 2, 1);
        int rows = grid.integer("y", 2, 1);
        if (concat.equals("grid") && columns * rows != inputs) {
            throw section.fault("grid_map", "has " + columns + " x " + rows + " places for " + inputs + " lights");
        }
        return new LightLayout(lights, concat.equals("grid") ? columns : 1, size(section), section.text("image_ext", ".jpg"));
    }

    /**
     * The lights in their order. Those of the schema's default are merged into what users send; where they are too many, they are left out.
     * What is left of them with a single input are pictures without a light in their names.
     */
    private static List<String> lights(Section section) {
        Section map = section.section("input_map");
        List<String> given = map.names().stream()
                .sorted(Comparator.comparingInt(name -> map.integer(name, 0, 0)))
                .toList();
        int inputs = section.integer("num_input", Math.max(1, given.size()), 1);
        if (given.size() == inputs) {
            return given;
        }
        List<String> own = given.stream().filter(name -> !DEFAULT_LIGHTS.contains(name)).toList();
        if (own.size() != inputs && !(own.isEmpty() && inputs == 1)) {
            throw section.fault("num_input", "is " + inputs + ", but input_map names " + (own.isEmpty() ? given : own).size() + " lights");
        }
        return own;
    }

    private static ImageSize size(Section section) {
        List<Double> shape = section.numbers("output_shape");
        if (shape.isEmpty()) {
            return new ImageSize(DEFAULT_SIDE, DEFAULT_SIDE);
        }
        if (shape.size() != 2 || shape.stream().anyMatch(side -> side < 1 || side != Math.rint(side))) {
            throw section.fault("output_shape", "is " + shape + "; a height and a width are expected");
        }
        return new ImageSize(shape.get(0).intValue(), shape.get(1).intValue());
    }

    private static Normalize normalize(Section augmentation) {
        List<Double> mean = augmentation.numbers("rgb_input_mean");
        List<Double> deviation = augmentation.numbers("rgb_input_std");
        try {
            return new Normalize(bytes(mean.isEmpty() ? MEAN : mean), bytes(deviation.isEmpty() ? DEVIATION : deviation), true);
        } catch (IllegalArgumentException e) {
            throw augmentation.fault("rgb_input_mean", "and rgb_input_std: " + e.getMessage());
        }
    }

    private static List<Double> bytes(List<Double> shares) {
        return shares.stream().map(share -> BYTE * share).toList();
    }

    /**
     * A part of the data.
     *
     * @param labelled whether its pairs need labels
     * @throws GraftException if it is not given
     */
    public PairReader reader(String split, boolean labelled, UnreadableImages unreadable) {
        Split given = Optional.ofNullable(splits.get(split)).orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS,
                pointer + "/" + split + " has no csv_path and images_dir; assign a dataset with images and a dataset.csv"));
        return new PairReader(PairTable.read(given.csv(), given.images(), layout, labelled), layout, normalize, unreadable);
    }

    /** Each pair once, in order. */
    public SampleBatches inOrder(PairReader reader, int batch, int cores) {
        return new SampleBatches(reader, LoaderOptions.evaluation(batch, Math.min(threads, cores)));
    }

    /** As many pairs as there are, drawn so that defective ones have their share. */
    public SampleBatches drawn(PairReader reader, long seed, int cores) {
        List<ImagePair> pairs = reader.table().pairs();
        long defective = reader.table().defective();
        double weight = defective == 0 ? 0 : defectShare * (pairs.size() - defective) / defective;
        double[] weights = pairs.stream().mapToDouble(pair -> pair.isDefective() ? weight : 1).toArray();
        LoaderOptions options = new LoaderOptions(batchSize, true, seed, Math.min(threads, cores));
        return new SampleBatches(reader, SampleOrder.drawn(weights, seed), options);
    }
}
