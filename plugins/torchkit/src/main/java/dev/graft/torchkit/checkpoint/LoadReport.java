// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.util.List;

/**
 * What became of a file's weights when they were loaded by name.
 *
 * @param taken full names of the module's parameters and buffers that got their values from the file
 * @param left tensors of the file that were not used, and why
 * @param missing full names of the module's parameters and buffers that the file does not have; they keep their values
 */
public record LoadReport(List<String> taken, List<Left> left, List<String> missing) {

    /** Why a tensor of a file was not used. */
    public enum Reason {
        /** The module has nothing of that name. */
        NOT_IN_MODEL,
        /** The module's tensor of that name has another shape. */
        SHAPE_MISMATCH
    }

    /**
     * A tensor of the file that was not used.
     *
     * @param name its name in the file
     * @param detail both shapes, or what is lacking, for a person to read
     */
    public record Left(String name, Reason reason, String detail) {}

    /** Copies the lists. */
    public LoadReport {
        taken = List.copyOf(taken);
        left = List.copyOf(left);
        missing = List.copyOf(missing);
    }

    /** Whether every tensor of the module was set and none of the file was left. */
    public boolean complete() {
        return left.isEmpty() && missing.isEmpty();
    }

    /** One line: how many taken, left and missing, with the first few names. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(taken.size()).append(" tensors taken, ").append(left.size()).append(" left");
        if (!left.isEmpty()) {
            text.append(" (").append(some(left.stream().map(one -> one.name() + ": " + one.detail()).toList())).append(')');
        }
        text.append(", ").append(missing.size()).append(" of the model not in the file");
        if (!missing.isEmpty()) {
            text.append(" (").append(some(missing)).append(')');
        }
        return text.toString();
    }

    private static String some(List<String> names) {
        int shown = 4;
        String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
        return names.size() > shown ? first + " and " + (names.size() - shown) + " more" : first;
    }
}
