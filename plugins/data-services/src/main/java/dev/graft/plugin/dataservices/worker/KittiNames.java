// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.FileFaults;
import java.util.HashMap;
import java.util.Map;

/** Class names for KITTI's files, whose columns are parted by blanks: blanks in a name become underscores. Not thread safe. */
final class KittiNames {

    private final FileFaults faults;
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, String> meant = new HashMap<>();

    KittiNames(FileFaults faults) {
        this.faults = faults;
    }

    /** The name as it is written. */
    String of(String name) {
        return written.computeIfAbsent(name, this::choose);
    }

    private String choose(String name) {
        String plain = name.strip().replaceAll("\\s+", "_");
        String other = meant.putIfAbsent(plain, name);
        if (other != null) {
            faults.add(
                    "class '" + name + "'",
                    "class_name",
                    "KITTI parts columns by blanks, and class '" + other + "' is written " + plain + " too",
                    "objects of both are written as one class");
        } else if (!plain.equals(name)) {
            faults.add("class '" + name + "'", "class_name", "KITTI parts columns by blanks", "it is written as " + plain);
        }
        return plain;
    }
}
