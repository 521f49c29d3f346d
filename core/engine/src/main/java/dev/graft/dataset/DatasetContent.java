// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learnt of a dataset's files when they were checked.
 *
 * @param classes the class names in the dataset's own order; empty where the format names none
 * @param samples number of samples (images, clips, clouds) by split ({@code train}, {@code val}, {@code test}; {@code all} where there
 *     are no splits); empty where they were not counted
 * @param files number of files
 * @param bytes their size together
 * @param sha256 hash of all of them: the SHA-256 of their sorted manifest, 64 hexadecimal digits; empty where it was not computed
 */
public record DatasetContent(
        List<String> classes, Map<String, Long> samples, long files, long bytes, Optional<String> sha256) {

    public DatasetContent {
        classes = List.copyOf(classes);
        samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
        // Stored by an earlier version without it.
        sha256 = sha256 == null ? Optional.empty() : sha256;
    }

    /** Nothing known. */
    public static DatasetContent none() {
        return new DatasetContent(List.of(), Map.of(), 0, 0, Optional.empty());
    }
}
