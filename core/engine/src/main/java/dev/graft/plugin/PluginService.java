// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.archive.FileTree;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's plugins, for its administrators: a plugin runs with the server's rights, so that installing one is theirs alone. */
@ApplicationScoped
public class PluginService {

    private static final Logger LOG = LoggerFactory.getLogger(PluginService.class);

    private final PluginHost host;
    private final DataFolder data;
    private final long maxBytes;

    /** For the container's proxy. */
    protected PluginService() {
        this(null, null, 0);
    }

    /** @param maxBytes size of the largest zip taken */
    @Inject
    public PluginService(
            PluginHost host,
            DataFolder data,
            @ConfigProperty(name = "graft.plugin.max-bytes", defaultValue = "1073741824") long maxBytes) {
        this.host = host;
        this.data = data;
        this.maxBytes = maxBytes;
    }

    /** Every plugin that was found, also the broken ones. */
    public List<LoadedPlugin> list() {
        return host.plugins();
    }

    /**
     * Installs a plugin, in place of another version of it. It can be used when this returns.
     *
     * @param zip the plugin's zip; read to its end and not closed
     * @throws GraftException INVALID_ARCHIVE with the cause if it cannot be used, TOO_LARGE, CONFLICT if a running job uses the version
     *     that it would replace, or another plugin brings its network; then nothing has changed
     */
    public LoadedPlugin install(Caller operator, InputStream zip) {
        operator.require(Role.ADMIN);
        Path staging = data.newStagingFolder();
        try {
            LoadedPlugin plugin = host.install(receive(zip, staging.resolve("plugin.zip")));
            LOG.info("plugin {} {} installed by user {}", plugin.id(), plugin.version(), operator.userId());
            return plugin;
        } catch (IOException e) {
            throw new GraftException(StandardError.DISK_FULL, "The server could not store the plugin (" + e + ").", e);
        } catch (PluginRuntimeException e) {
            throw refused(e.getMessage(), e);
        } catch (GraftException e) {
            throw e.code() == StandardError.INVALID_ARCHIVE ? refused(e.getMessage(), e) : e;
        } finally {
            FileTree.delete(staging);
        }
    }

    /**
     * Removes a plugin that was installed; its networks are gone when this returns.
     *
     * @return the plugin as it was
     * @throws GraftException NOT_FOUND if there is none of that id, CONFLICT if a running job uses it or it comes with the distribution
     */
    public LoadedPlugin remove(Caller operator, String id) {
        operator.require(Role.ADMIN);
        LoadedPlugin plugin = host.remove(id);
        LOG.info("plugin {} {} removed by user {}", plugin.id(), plugin.version(), operator.userId());
        return plugin;
    }

    private static GraftException refused(String cause, Exception origin) {
        return new GraftException(
                StandardError.INVALID_ARCHIVE, "The plugin cannot be used: " + cause + ". Nothing was changed.", origin);
    }

    private Path receive(InputStream zip, Path file) throws IOException {
        try (BoundedInputStream bounded = BoundedInputStream.builder()
                .setInputStream(zip)
                .setMaxCount(maxBytes + 1)
                .setPropagateClose(false)
                .get()) {
            if (Files.copy(bounded, file) > maxBytes) {
                throw new GraftException(
                        StandardError.TOO_LARGE,
                        "The plugin has more than " + maxBytes + " bytes, the most that this server takes (graft.plugin.max-bytes).");
            }
            return file;
        }
    }
}
