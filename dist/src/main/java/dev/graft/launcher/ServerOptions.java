// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The options of {@code graft serve}.
 *
 * @param host address to listen on; {@code 0.0.0.0} is every interface
 * @param port TCP port, 1 to 65535
 * @param data folder of all state, absolute
 * @param metrics whether {@code /metrics} is answered, to anybody
 * @param logFormat how the log looks
 */
record ServerOptions(String host, int port, Path data, boolean metrics, LogFormat logFormat) {

    static final String USAGE = """
            Usage: graft serve [--host ADDRESS] [--port PORT] [--data DIR]

              --host ADDRESS  address to listen on (default: 0.0.0.0, every interface)
              --port PORT     port to listen on (default: 8080)
              --data DIR      folder of all state (default: $GRAFT_DATA, else ~/.graft)

            Environment: GRAFT_API_KEY and GRAFT_ORG set the first administrator's key and organisation at the
            first start; GRAFT_JAVA_OPTIONS adds options of the Java virtual machine. Every configuration key of
            the README can be set as an environment variable: graft.local.slots is GRAFT_LOCAL_SLOTS.
            """;

    private static final int DEFAULT_PORT = 8080;

    ServerOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(logFormat, "logFormat");
    }

    /**
     * Reads the arguments after {@code serve}; {@code --name value} and {@code --name=value} mean the same.
     *
     * @param environment for {@code GRAFT_DATA}, {@code GRAFT_METRICS} and {@code GRAFT_LOG_FORMAT}
     * @param folder what a relative data folder is relative to
     * @param home the home folder of the user
     * @throws LaunchException for an option that is unknown, lacks its value or has a wrong one
     */
    static ServerOptions parse(List<String> arguments, Map<String, String> environment, Path folder, Path home) {
        String host = "0.0.0.0";
        int port = DEFAULT_PORT;
        String data = environment.getOrDefault("GRAFT_DATA", home.resolve(".graft").toString());
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String[] option = rest.next().split("=", 2);
            switch (option[0]) {
                case "--host" -> host = address(value(option, rest));
                case "--port" -> port = port(value(option, rest));
                case "--data" -> data = value(option, rest);
                default -> throw new LaunchException("serve has no option '" + option[0] + "'.\n\n" + USAGE);
            }
        }
        return new ServerOptions(
                host,
                port,
                folder.resolve(data).toAbsolutePath().normalize(),
                Boolean.parseBoolean(configured("graft.metrics", environment).orElse("false")),
                configured("graft.log.format", environment).map(LogFormat::of).orElse(LogFormat.TEXT));
    }

    /** The base address for people on this machine. */
    String url() {
        return "http://" + (isAnyAddress() ? "localhost" : host) + ":" + port;
    }

    /** As MicroProfile Config reads it: a system property, else an environment variable. */
    private static Optional<String> configured(String key, Map<String, String> environment) {
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(environment.get(key.toUpperCase(Locale.ROOT).replace('.', '_'))));
    }

    private boolean isAnyAddress() {
        return "0.0.0.0".equals(host) || "::".equals(host);
    }

    private static String value(String[] option, Iterator<String> rest) {
        if (option.length == 2) {
            return option[1];
        }
        if (!rest.hasNext()) {
            throw new LaunchException("serve: " + option[0] + " needs a value.\n\n" + USAGE);
        }
        return rest.next();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new LaunchException("serve: --port is '" + text + "', but must be a number from 1 to 65535.", e);
        }
        throw new LaunchException("serve: --port is " + text + ", but must be from 1 to 65535.");
    }

    private static String address(String text) {
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            throw new LaunchException("serve: --host '" + text + "' is no address of this machine.", e);
        }
    }
}
