// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.server.TemporaryFolder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one server of the suite; it is started for the first that asks and stopped after the last. */
final class SharedServer implements ParameterResolver {

    /** What is closed at the end of the suite. */
    private record Suite(TemporaryFolder folder, TestServer server, StripesExperiment stripes) implements AutoCloseable {

        static Suite start() {
            TemporaryFolder folder = TemporaryFolder.make("graft-e2e-");
            TestServer server = TestServer.start(folder.path());
            return new Suite(folder, server, StripesExperiment.create(server.api(), folder.path()));
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
