// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Paths in specs. */
public final class Paths {

    private Paths() {}

    /** A path that has to exist if it is given. */
    public static Optional<Path> existing(Section section, String name) {
        return section.text(name).map(text -> {
            Path path = Path.of(text);
            if (!Files.exists(path)) {
                throw section.fault(name, "is " + text + ", which does not exist");
            }
            return path;
        });
    }

    /**
     * A path that has to be given and to exist.
     *
     * @param whence what to do to have one
     */
    public static Path required(Section section, String name, String whence) {
        return existing(section, name).orElseThrow(() -> section.fault(name, "is not given; " + whence));
    }
}
