// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the process was given; commands read it here alone, so that tests can give them another.
 *
 * @param environment environment variables
 * @param userHome home folder of the user
 * @param graftHome the distribution, if the command line runs from one
 */
public record Surroundings(Map<String, String> environment, Path userHome, Optional<Path> graftHome) {

    public Surroundings {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(userHome, "userHome");
        Objects.requireNonNull(graftHome, "graftHome");
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Optional.ofNullable(System.getProperty("graft.home")).map(Path::of));
    }
}
