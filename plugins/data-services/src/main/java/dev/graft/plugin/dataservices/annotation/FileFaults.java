// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with the files of a dataset; collected, so that all is seen at once. At most a thousand are kept, all are counted. Thread safe. */
public final class FileFaults {

    private static final int MOST_KEPT = 1000;

    private final List<FileFault> kept = new ArrayList<>();
    private final Map<String, Long> byKind = new TreeMap<>();
    private long count;

    /**
     * One fault.
     *
     * @param file relative to the dataset, with the line or the object where that helps
     * @param kind a word for faults of this sort, for example {@code out_of_bounds}
     * @param problem what was seen
     * @param advice what was done about it, or what to do
     */
    public record FileFault(String file, String kind, String problem, String advice) {
        @Override
        public String toString() {
            return file + ": " + problem + "; " + advice;
        }
    }

    /** Notes a fault. */
    public synchronized void add(String file, String kind, String problem, String advice) {
        count++;
        byKind.merge(kind, 1L, Long::sum);
        if (kept.size() < MOST_KEPT) {
            kept.add(new FileFault(file, kind, problem, advice));
        }
    }

    /** The first faults, by file, so that their order does not depend on threads. */
    public synchronized List<FileFault> kept() {
        return kept.stream().sorted(Comparator.comparing(FileFault::file)).toList();
    }

    /** Number of all faults. */
    public synchronized long count() {
        return count;
    }

    /** Number of faults of each kind. */
    public synchronized Map<String, Long> byKind() {
        return new TreeMap<>(byKind);
    }
}
