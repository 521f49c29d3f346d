// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import dev.graft.server.ThisServer;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All state of a server on disk. Set by the configuration key {@code graft.data}. */
@ApplicationScoped
public class DataFolder {

    private final Path root;
    private final ThisServer self;

    /** For the container's proxy. */
    protected DataFolder() {
        this(Path.of(""));
    }

    /** @param root folder of the state; {@code graft-data} in the working directory when nothing else is configured */
    @Inject
    public DataFolder(@ConfigProperty(name = "graft.data", defaultValue = "graft-data") Path root, ThisServer self) {
        this.root = root.toAbsolutePath().normalize();
        this.self = self;
    }

    /** The folder of a server that shares it with none. */
    public DataFolder(Path root) {
        this(root, new ThisServer("localhost"));
    }

    public Path root() {
        return root;
    }

    /** Where the first administrator's key is written when the server makes it. */
    public Path adminApiKey() {
        return root.resolve("admin-api-key");
    }

    /** Signing keys and the master key. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Plugins that the administrator has added. */
    public Path plugins() {
        return root.resolve("plugins");
    }

    /** Unfinished files of all servers that share the folder; those of servers that are gone are removed at every start. */
    public Path staging() {
        return root.resolve("tmp");
    }

    /** A folder for each worker process that stands by or has stood by. */
    public Path workers() {
        return root.resolve("workers");
    }

    /** The models that were published, as one folder per organisation, name and version. */
    public Path registry() {
        return root.resolve("registry");
    }

    /** The models of the base experiments that an administrator has registered, as one folder for each. */
    public Path baseModels() {
        return root.resolve("base-models");
    }

    /** One folder per organisation. */
    public Path organisations() {
        return root.resolve("orgs");
    }

    /** The datasets of an organisation. */
    public Path datasets(String org) {
        return organisations().resolve(org).resolve("datasets");
    }

    /** The unpacked files of a dataset; missing until the first upload. */
    public Path dataset(String org, UUID id) {
        return datasets(org).resolve(id.toString());
    }

    /** The jobs of an organisation. */
    public Path jobs(String org) {
        return organisations().resolve(org).resolve("jobs");
    }

    /** Everything of a job: specs, logs, status, results. */
    public Path job(String org, UUID id) {
        return jobs(org).resolve(id.toString());
    }

    /** A new, empty folder for unfinished files. The caller removes or moves it. */
    public Path newStagingFolder() {
        try {
            Files.createDirectories(staging());
            return Files.createTempDirectory(staging(), self.id() + "-");
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.DISK_FULL,
                    "The server cannot write to its data folder (" + e.getClass().getSimpleName() + "). Ask its administrator.",
                    e);
        }
    }
}
