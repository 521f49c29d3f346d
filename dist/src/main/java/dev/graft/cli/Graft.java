// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import dev.graft.cli.client.ApiException;
import dev.graft.cli.client.UnreachableException;
import dev.graft.cli.command.CommandFailure;
import dev.graft.cli.command.CompletionCommand;
import dev.graft.cli.command.DatasetCommand;
import dev.graft.cli.command.ExperimentCommand;
import dev.graft.cli.command.JobCommand;
import dev.graft.cli.command.LoginCommand;
import dev.graft.cli.command.PluginCommand;
import dev.graft.cli.command.UserCommand;
import dev.graft.cli.command.WatchCommand;
import dev.graft.cli.demo.DemoCommand;
import dev.graft.cli.server.PrepareCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code graft}; {@code serve} is known here for the help alone, {@code bin/graft} runs it without this class. */
@Command(
        name = "graft",
        description = "An open transfer-learning server and its command line.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = ReleaseVersion.class,
        subcommands = {
            Graft.Serve.class,
            DemoCommand.class,
            LoginCommand.class,
            DatasetCommand.class,
            ExperimentCommand.class,
            JobCommand.class,
            WatchCommand.class,
            UserCommand.class,
            PluginCommand.class,
            PrepareCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  all went well",
            "  1  the server refused, a job ended in Error or Canceled, or a file failed",
            "  2  the command line is wrong",
            "  3  no valid key, or its role does not allow it",
            "  4  the server cannot be reached"
        })
public final class Graft {

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean version;

    private Graft() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
    }

    /** The tree of commands. */
    public static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Graft(), new Factory(surroundings));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("graft: " + words(failure));
            return exitCode(failure);
        });
        return line;
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof ApiException refusal) {
            return refusal.status() == 401 || refusal.status() == 403 ? ExitCode.NOT_ALLOWED : ExitCode.FAILED;
        }
        if (failure instanceof CommandFailure refused) {
            return refused.exitCode();
        }
        return failure instanceof UnreachableException ? ExitCode.UNREACHABLE : ExitCode.FAILED;
    }

    private static String words(Exception failure) {
        if (failure instanceof UncheckedIOException io) {
            return io.getMessage() + " (" + io.getCause().getMessage() + ").";
        }
        if (failure instanceof IOException) {
            return "A file could not be read or written: " + failure.getMessage();
        }
        if (failure instanceof ApiException || failure instanceof UnreachableException || failure instanceof CommandFailure) {
            return failure.getMessage();
        }
        return "this is a defect of the command line: " + failure;
    }

    /** The entry of {@code graft help} for the verb that {@code bin/graft} runs itself. */
    @Command(name = "serve", description = "Runs the server in the foreground; 'graft serve --help' lists its options.")
    static final class Serve implements Runnable {

        @Override
        public void run() {
            throw new CommandFailure(ExitCode.USAGE, "the server is started by bin/graft alone.");
        }
    }

    /** Gives commands their surroundings. */
    private record Factory(Surroundings surroundings) implements IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Surroundings.class) {
                    return type.cast(constructor.newInstance(surroundings));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
