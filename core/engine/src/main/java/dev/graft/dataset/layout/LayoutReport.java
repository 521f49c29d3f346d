// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check of a dataset's files found.
 *
 * @param faults everything wrong, at most 100; empty when the files fit
 * @param classes class names in the dataset's own order; empty where the format names none
 * @param samples number of samples by split; empty where they were not counted
 */
public record LayoutReport(List<LayoutFault> faults, List<String> classes, Map<String, Long> samples) {

    private static final int SHOWN = 20;

    public LayoutReport {
        faults = List.copyOf(faults);
        classes = List.copyOf(classes);
        samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
    }

    /** Whether the files fit. */
    public boolean fits() {
        return faults.isEmpty();
    }

    /** The faults as one text for people; the first 20 in full. */
    public String describe() {
        String shown = faults.stream().limit(SHOWN).map(LayoutFault::toString).collect(Collectors.joining("; "));
        if (faults.size() <= SHOWN) {
            return shown;
        }
        String count = faults.size() == LayoutFaults.LIMIT ? "at least " + (LayoutFaults.LIMIT - SHOWN) : "" + (faults.size() - SHOWN);
        return shown + "; and " + count + " more";
    }
}
