// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often a picture is written, by the classes in it ({@code sample_modifier_config}): not at all if it shows nothing but certain
 * classes, more often if it shows rare ones, and never beyond a number of pictures for each partition. Not thread safe.
 */
final class SampleModifier {

    private final Set<String> filtered;
    private final Set<String> dominant;
    private final Map<String, Double> leastImbalance = new HashMap<>();
    private final int duplicates;
    private final int mostPerPartition;
    private final Map<String, String> mapping;
    private final Map<Integer, Integer> written = new HashMap<>();

    /**
     * Reads the section of the specs.
     *
     * @param trainPartitions number of partitions that are trained with
     * @throws GraftException INVALID_SPECS if it names classes that the mapping does not lead to
     */
    SampleModifier(Specs specs, int trainPartitions) {
        String section = "sample_modifier_config.";
        filtered = Set.copyOf(specs.texts(section + "filter_samples_containing_only"));
        dominant = Set.copyOf(specs.texts(section + "dominant_target_classes"));
        specs.pairs(section + "minimum_target_class_imbalance").forEach((name, value) -> leastImbalance.put(name, value.asDouble(1)));
        duplicates = specs.integer(section + "num_duplicates", 0);
        mapping = specs.names(section + "source_to_target_class_mapping");
        int most = specs.integer(section + "max_training_samples", 0);
        mostPerPartition = most > 0 ? Math.max(1, most / Math.max(1, trainPartitions)) : Integer.MAX_VALUE;
        checkNames(filtered, "filter_samples_containing_only");
        checkNames(dominant, "dominant_target_classes");
    }

    private void checkNames(Set<String> names, String field) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(mapping.values());
        if (!unknown.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "sample_modifier_config." + field + " names " + String.join(", ", unknown)
                            + ", which no value of sample_modifier_config.source_to_target_class_mapping is; add a pair of the"
                            + " dataset's class and this one");
        }
    }

    /**
     * How often a picture is written.
     *
     * @param classes the classes of its objects
     * @param partition where it would be written
     */
    int copies(List<String> classes, int partition) {
        List<String> targets = classes.stream().flatMap(name -> Optional.ofNullable(mapping.get(name)).stream()).toList();
        Set<String> distinct = Set.copyOf(targets);
        if (distinct.size() == 1 && filtered.containsAll(distinct)) {
            return 0;
        }
        int wanted = 1 + (showsRare(targets) ? duplicates : 0);
        int before = written.getOrDefault(partition, 0);
        int copies = Math.max(0, Math.min(wanted, mostPerPartition - before));
        written.put(partition, before + copies);
        return copies;
    }

    private boolean showsRare(List<String> targets) {
        Map<String, Long> counts = targets.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.keySet().stream()
                .filter(name -> !dominant.contains(name))
                .anyMatch(rare -> dominant.stream().anyMatch(common ->
                        counts.get(rare) > counts.getOrDefault(common, 0L) * leastImbalance.getOrDefault(rare, 1.0)));
    }
}
