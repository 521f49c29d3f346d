// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of this Java process, so that others like it can be started.
 *
 * @param mainClass the class whose {@code main} runs
 */
record OwnCommand(Class<?> mainClass) {

    /** Property that names the attempt of a job, by which a server knows its processes; one that stood by was told it late. */
    private static final String TOKEN = "graft.worker";

    /** The same Java, options and classes with other arguments. */
    List<String> with(List<String> options, Path jobFile) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String token = System.getProperty(TOKEN);
        if (token != null) {
            command.add("-D" + TOKEN + "=" + token);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName(), jobFile.toString()));
        return command;
    }
}
