// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of the files that are being read, so that an author sees all of them at once. Not thread safe. */
public final class DeclarationFaults {

    private final List<String> faults = new ArrayList<>();

    /** Notes a fault at a node. */
    public void add(YamlNode where, String message) {
        faults.add(where.place() + ": " + message);
    }

    /** Notes a fault that no line of a file can be blamed for. */
    public void add(String file, String message) {
        faults.add(file + ": " + message);
    }

    /**
     * Ends the reading if anything was noted.
     *
     * @throws DeclarationException with every fault noted so far
     */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new DeclarationException(faults);
        }
    }
}
