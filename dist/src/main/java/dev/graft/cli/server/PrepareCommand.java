// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Surroundings;
import dev.graft.cli.command.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code graft prepare}: does once what would otherwise slow down every start of the server and the first job. The packaging runs it; it
 * is needed again only after a change of the Java version, which makes Java leave the archive aside.
 */
@Command(name = "prepare", description = "Readies the distribution for this machine and Java; the build does it.")
public final class PrepareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    public PrepareCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path home = surroundings.graftHome()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "There is no distribution; run it through bin/graft."));
        PrintWriter print = spec.commandLine().getOut();
        try {
            new WorkerLibraries(home).unpack();
            print.println("Unpacked the worker's native libraries.");
            new OpenedWar(home).unpack();
            print.println("Unpacked the application.");
            new ClassDataArchive(home).make();
            print.println("Made the server's class-data archive.");
            return ExitCode.OK;
        } catch (ServerFailure e) {
            spec.commandLine().getErr().println("graft: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
