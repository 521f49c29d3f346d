// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.util.ArrayList;
import java.util.List;

/** Collects faults, the first {@link #LIMIT} of them. Not thread safe. */
final class LayoutFaults {

    static final int LIMIT = 100;

    private final List<LayoutFault> faults = new ArrayList<>();

    void add(String path, String message) {
        if (faults.size() < LIMIT) {
            faults.add(new LayoutFault(path, message));
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    boolean isFull() {
        return faults.size() == LIMIT;
    }

    List<LayoutFault> list() {
        return List.copyOf(faults);
    }
}
