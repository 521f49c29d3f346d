// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.prune.PruneOptions;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code prune} section.
 *
 * @param checkpoint the model
 * @param options which channels are taken out
 */
public record PruneSpec(Path checkpoint, PruneOptions options) {

    /** Reads the section. */
    public static PruneSpec read(Section section) {
        section.leave("results_dir");
        if (section.has("byom_model_path")) {
            throw section.fault("byom_model_path", "is not supported; leave it out");
        }
        return new PruneSpec(
                Paths.required(section, "checkpoint", "run the job after a Done train job (parent_job_id)"),
                new PruneOptions(
                        choice(section, "normalizer", "max", PruneOptions.Normalizer.values()),
                        choice(section, "equalization_criterion", "union", PruneOptions.Equalization.values()),
                        section.integer("granularity", 8, 1),
                        section.number("threshold", 0.1, 0, Double.MAX_VALUE),
                        section.integer("min_num_filters", 16, 1),
                        excluded(section)));
    }

    /** A list, or names joined by commas. */
    private static Set<String> excluded(Section section) {
        return section.texts("excluded_layers").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E choice(Section section, String name, String otherwise, E[] values) {
        String given = section.text(name, otherwise);
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> section.fault(name, "is '" + given + "'; allowed are "
                        + Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
    }
}
