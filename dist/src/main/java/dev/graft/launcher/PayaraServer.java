// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Payara Micro in this process. It is booted by its own main class on the flat class path rather than through
 * {@code fish.payara.micro.PayaraMicro}, which would load it with a class loader of its own, where class-data sharing does nothing.
 */
final class PayaraServer {

    private static final String MAIN_CLASS = "fish.payara.micro.impl.PayaraMicroImpl";

    private final Path home;
    private final ServerOptions options;

    PayaraServer(Path home, ServerOptions options) {
        this.home = home;
        this.options = options;
    }

    /**
     * Boots Payara and deploys the WAR; returns when it is deployed.
     *
     * @throws LaunchException if it cannot be booted or the WAR is refused
     */
    void start(PayaraFolder folder) {
        Path library = home.resolve("lib");
        System.setProperty("fish.payara.micro.BootJar", library.resolve("launch-micro.jar").toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", library.toString());
        boot(arguments(folder, library));
        if (!new DeploymentCheck(options.url()).isDeployed()) {
            throw new LaunchException("The server could not be started; the log above says why.");
        }
    }

    private List<String> arguments(PayaraFolder folder, Path library) {
        return List.of(
                "--rootdir", folder.path().toString(),
                "--logproperties", logging(folder, library).toString(),
                "--prebootcommandfile", preBootCommands(folder, library).toString(),
                "--deploy", application().toString(),
                "--contextroot", "/",
                "--port", Integer.toString(options.port()),
                "--nocluster",
                "--disablephonehome");
    }

    /** The unpacked application where {@code graft prepare} has made it, which starts sooner. */
    private Path application() {
        Path unpacked = home.resolve("app").resolve("graft");
        return Files.isDirectory(unpacked) ? unpacked : unpacked.resolveSibling("graft.war");
    }

    private Path preBootCommands(PayaraFolder folder, Path library) {
        return filled(folder, library, "preboot.txt", Map.of("host", options.host(), "guarded", Boolean.toString(!options.metrics())));
    }

    private Path logging(PayaraFolder folder, Path library) {
        return filled(folder, library, "logging.properties", Map.of("formatter", options.logFormat().formatter().getName()));
    }

    /** A file of the distribution with its {@code ${name}} replaced by their values. */
    private static Path filled(PayaraFolder folder, Path library, String name, Map<String, String> values) {
        Path file = folder.path().resolve(name);
        try {
            String text = Files.readString(library.resolve(name));
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new LaunchException("The file " + file + " cannot be written: " + e, e);
        }
    }

    private static void boot(List<String> arguments) {
        try {
            Class.forName(MAIN_CLASS)
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw new LaunchException("The server could not be started: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("The distribution is not complete (" + e + "). Build it again: mvn package.", e);
        }
    }
}
