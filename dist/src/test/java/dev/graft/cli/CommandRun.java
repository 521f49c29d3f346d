// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * A command line that was run in this process.
 *
 * @param exitCode what it ended with
 * @param out what it printed
 * @param err what it complained
 */
public record CommandRun(int exitCode, String out, String err) {

    /** Runs it with a home folder and an environment of its own. */
    public static CommandRun of(Path home, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Graft.commandLine(new Surroundings(environment, home, Optional.empty()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
