// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The distribution that the server runs from, read only. Set by the configuration key {@code graft.home}. */
@ApplicationScoped
public class GraftHome {

    private final Path root;

    /** For the container's proxy. */
    protected GraftHome() {
        this.root = Path.of("");
    }

    /** @param root folder of the distribution; the working directory when nothing else is configured */
    @Inject
    public GraftHome(@ConfigProperty(name = "graft.home", defaultValue = ".") Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** The plugins that come with the distribution, as zips; may be missing. */
    public Path plugins() {
        return root.resolve("plugins");
    }

    /** The jars that every worker process takes on its class path; may be missing. */
    public Path workerLibraries() {
        return root.resolve("worker").resolve("lib");
    }
}
