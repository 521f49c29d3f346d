// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The images that were skipped because they cannot be decoded. Each is logged once, however often it comes up. Safe for several threads.
 */
public final class UnreadableImages {

    private static final Logger LOG = Logger.getLogger(UnreadableImages.class.getName());
    private static final int NAMED = 5;

    private final Map<Path, String> reasons = Collections.synchronizedMap(new TreeMap<>());

    /** Notes an image. */
    public void add(Path file, UnreadableImageException reason) {
        if (reasons.putIfAbsent(file, reason.getMessage()) == null) {
            LOG.log(Level.WARNING, "skipped {0}: {1}", new Object[] {file, reason.getMessage()});
        }
    }

    /** Number of different images. */
    public int count() {
        return reasons.size();
    }

    /** The files, in the order of their paths. */
    public Set<Path> files() {
        synchronized (reasons) {
            return new TreeSet<>(reasons.keySet());
        }
    }

    /** A sentence for the status: how many, and the names of the first few; empty text if there are none. */
    public String summary() {
        if (count() == 0) {
            return "";
        }
        List<String> names = new ArrayList<>();
        files().stream().limit(NAMED).forEach(file -> names.add(file.getParent().getFileName() + "/" + file.getFileName()));
        String more = count() > NAMED ? " and " + (count() - NAMED) + " more" : "";
        return count() + (count() == 1 ? " image was" : " images were") + " skipped because they cannot be decoded: "
                + String.join(", ", names) + more + ".";
    }
}
