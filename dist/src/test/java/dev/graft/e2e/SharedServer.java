// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.server.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one server of the suite; it is started for the first that asks and stopped after the last. */
final class SharedServer implements ParameterResolver {

    /** What is closed at the end of the suite. */
    private record Suite(TemporaryFolder folder, TestServer server, StripesExperiment stripes) implements AutoCloseable {

        static Suite start() {
            TemporaryFolder folder = TemporaryFolder.make("graft-e2e-");
            Map<String, String> settings = Map.of(
                    "GRAFT_UPLOAD_MAX_BYTES", Integer.toString(BadCalls.LARGEST_UPLOAD),
                    "GRAFT_PLUGIN_MAX_BYTES", Integer.toString(BadCalls.LARGEST_UPLOAD),
                    "GRAFT_METRICS", "true",
                    "GRAFT_PUBLIC_URL", "http://graft.example",
                    "GRAFT_IMPORT_ROOTS", imports(folder.path()).toString());
            TestServer server = TestServer.start(folder.path(), settings);
            return new Suite(folder, server, StripesExperiment.create(server.api(), folder.path()));
        }

        /** The folder that users may import from. */
        private static Path imports(Path folder) {
            try {
                return Files.createDirectories(folder.resolve("import"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                server.close();
            } finally {
                folder.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestServer.class || type == StripesExperiment.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Suite suite = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .getOrComputeIfAbsent(Suite.class, key -> Suite.start(), Suite.class);
        return parameter.getParameter().getType() == TestServer.class ? suite.server() : suite.stripes();
    }
}
