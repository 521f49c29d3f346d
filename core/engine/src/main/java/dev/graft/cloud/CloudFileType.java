// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a remote object is one file or a folder; the API's {@code CloudFileType}. */
public enum CloudFileType {
    FILE,
    FOLDER;

    /** The name in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that wire name, or empty if there is none. */
    public static Optional<CloudFileType> find(String wireName) {
        return Stream.of(values()).filter(type -> type.wireName().equals(wireName)).findFirst();
    }
}
