// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A command in a container. Paths in it are those of the host: the executor mounts the inputs' folders read only and the results folder
 * writable under the same names.
 *
 * @param imageKey which configured image to take, for example {@code pytorch}; the server maps keys to images and tags
 * @param command the command and its arguments; {@link #SPEC_FILE}, alone or within an argument, stands for the path of the
 *     rendered spec file
 * @param specText the specs in the syntax that the container reads
 * @param specFileName file name of the spec file, for example {@code spec.yaml}
 * @param environment additional environment variables
 */
public record ContainerForm(
        String imageKey, List<String> command, String specText, String specFileName, Map<String, String> environment) {

    /** Placeholder in {@link #command()} for the path of the spec file. */
    public static final String SPEC_FILE = "{spec_file}";

    public ContainerForm {
        Objects.requireNonNull(imageKey, "imageKey");
        command = List.copyOf(command);
        Objects.requireNonNull(specText, "specText");
        Objects.requireNonNull(specFileName, "specFileName");
        environment = Map.copyOf(environment);
    }
}
