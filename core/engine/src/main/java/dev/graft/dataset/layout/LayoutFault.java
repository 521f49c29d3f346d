// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import java.util.Objects;

/**
 * One thing wrong with a dataset's files.
 *
 * @param path where, relative to the dataset's root, with {@code /}; empty text for the root
 * @param message what was seen, what is expected
 */
public record LayoutFault(String path, String message) {

    public LayoutFault {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
