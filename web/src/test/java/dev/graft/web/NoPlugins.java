// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.NetworkPlugin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A server without plugins, some of which may have come and gone. */
public final class NoPlugins implements NetworkRegistry {

    private long edition;

    /** Plugins come and go. */
    public void change() {
        edition++;
    }

    @Override
    public long edition() {
        return edition;
    }

    @Override
    public Optional<NetworkPlugin> find(String architecture) {
        return Optional.empty();
    }

    @Override
    public Collection<NetworkPlugin> all() {
        return List.of();
    }

    @Override
    public List<Path> classPath(String architecture) {
        return List.of();
    }
}
