// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code graft serve}. The system properties {@code graft.home} (the distribution) and {@code graft.cwd} (where the person is) come
 * from {@code bin/graft}. Exit codes: 0 after {@code --help}, 1 if the server could not be started.
 */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        List<String> list = List.of(arguments);
        if (list.contains("--help") || list.contains("-h")) {
            System.out.print(ServerOptions.USAGE);
            return;
        }
        try {
            serve(list);
        } catch (LaunchException e) {
            System.err.println("graft: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(List<String> arguments) {
        Path home = Path.of(property("graft.home")).toAbsolutePath().normalize();
        ServerOptions options = ServerOptions.parse(
                arguments, System.getenv(), Path.of(property("graft.cwd")), Path.of(property("user.home")));
        DataLock lock = DataLock.claim(options.data(), databaseIsShared());
        try {
            start(home, options, options.data().resolve(lock.name()));
            // Payara runs on threads of its own; the lock lives as long as this one.
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(lock);
        }
    }

    private static void start(Path home, ServerOptions options, Path folder) {
        ListenPort.check(options.host(), options.port());
        System.setProperty("graft.home", home.toString());
        System.setProperty("graft.data", options.data().toString());
        new PayaraServer(home, options).start(PayaraFolder.make(folder, home.resolve("lib/root")));
        System.out.println("Graft listens at " + options.url() + " with its data in " + options.data() + ".");
    }

    /** Servers share a database, and then a data folder, on PostgreSQL alone. */
    private static boolean databaseIsShared() {
        return System.getProperty("graft.database.url", System.getenv().getOrDefault("GRAFT_DATABASE_URL", ""))
                .startsWith("jdbc:postgresql:");
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new LaunchException("The system property " + name + " is not set. Start the server with bin/graft.");
        }
        return value;
    }
}
