// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.IVersionProvider;

/** The version, from the distribution's file {@code RELEASE}. */
final class ReleaseVersion implements IVersionProvider {

    private final Surroundings surroundings;

    public ReleaseVersion(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String[] getVersion() throws IOException {
        if (surroundings.graftHome().isEmpty()) {
            return new String[] {"Graft, not run from a distribution"};
        }
        Path release = surroundings.graftHome().get().resolve("RELEASE");
        return Files.readAllLines(release).toArray(String[]::new);
    }
}
