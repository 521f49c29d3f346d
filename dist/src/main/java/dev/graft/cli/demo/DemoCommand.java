// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Surroundings;
import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.Login;
import dev.graft.cli.command.CommandFailure;
import dev.graft.cli.output.Progress;
import dev.graft.cli.server.FreePort;
import dev.graft.cli.server.ServerFailure;
import dev.graft.cli.server.ServerProcess;
import dev.graft.cli.server.ServerSetup;
import dev.graft.cli.server.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graft demo}. */
@Command(
        name = "demo",
        description = {
            "Trains, evaluates, exports and uses a classifier of real handwritten digits, on a server of its own.",
            "Ends with 0 if the accuracy on the test digits is at least 0.95, else with 1 and the reason."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final String ORGANISATION = "demo";
    private static final double ACCURACY_WANTED = 0.95;
    private static final Duration START_TIME = Duration.ofMinutes(1);

    @Option(names = "--keep", description = "Leave the server running, and print its address and key.")
    private boolean keep;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the pictures and the network (default: a new temporary one).")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    public DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Instant start = Instant.now();
        Path home = surroundings.graftHome()
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "There is no distribution; run the demonstration through bin/graft."));
        TemporaryFolder folder = TemporaryFolder.make("graft-demo-server-");
        ServerProcess server = ServerProcess.start(setup(home, folder.path()));
        Thread cleanUp = new Thread(() -> cleanUp(server, folder), "graft-demo-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        int exitCode = demonstrate(server, folder.path(), start);
        if (keep) {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            tellKept(server, folder.path());
        }
        return exitCode;
    }

    private int demonstrate(ServerProcess server, Path folder, Instant start) {
        try {
            try (Progress progress = Progress.ofSteps("server", -1)) {
                server.awaitReady(START_TIME);
                progress.say("ready after " + Duration.between(start, Instant.now()).toMillis() / 1000.0 + " s");
            }
            DemoReport report = new Demo(login(server), digits(server), folder, pictures()).run(start);
            PrintWriter print = spec.commandLine().getOut();
            print.println();
            report.lines().forEach(print::println);
            return verdict(report);
        } catch (DemoFailure | ServerFailure e) {
            spec.commandLine().getErr().println("graft: the demonstration failed: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int verdict(DemoReport report) {
        if (report.accuracy() >= ACCURACY_WANTED) {
            return ExitCode.OK;
        }
        spec.commandLine().getErr().printf(
                Locale.ROOT, "graft: the accuracy is %.4f, but should be at least %.2f.%n", report.accuracy(), ACCURACY_WANTED);
        return ExitCode.FAILED;
    }

    private static ServerSetup setup(Path home, Path folder) {
        Map<String, String> environment = Map.of("GRAFT_API_KEY", newKey(), "GRAFT_ORG", ORGANISATION);
        return new ServerSetup(home, FreePort.find(), folder.resolve("data"), folder.resolve("server.log"), environment);
    }

    private static String newKey() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static GraftApi login(ServerProcess server) {
        HttpApi http = HttpApi.at(server.setup().url());
        Login login = Login.with(http, server.setup().environment().get("GRAFT_API_KEY"));
        return new GraftApi(http.as(Credential.token(login.token())), ORGANISATION);
    }

    private static Digits digits(ServerProcess server) {
        return new Digits(server.setup().home().resolve("examples").resolve("mnist-small.tar.gz"));
    }

    private Path pictures() {
        try {
            return out == null
                    ? Files.createTempDirectory("graft-demo-")
                    : Files.createDirectories(out.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for the pictures", e);
        }
    }

    private void tellKept(ServerProcess server, Path folder) {
        PrintWriter print = spec.commandLine().getOut();
        print.println();
        print.println("The server is left running as process " + server.handle().pid() + "; 'kill " + server.handle().pid() + "' stops it.");
        print.println("  address       " + server.setup().url());
        print.println("  organisation  " + ORGANISATION);
        print.println("  API key       " + server.setup().environment().get("GRAFT_API_KEY"));
        print.println("  data          " + folder);
    }

    private static void cleanUp(ServerProcess server, TemporaryFolder folder) {
        try {
            server.closeWithWorkers();
        } finally {
            folder.close();
        }
    }
}
