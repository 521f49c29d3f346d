// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import java.util.List;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * Loads a plugin's classes: those that cross the border between server and plugin from the server, everything else from the plugin first, so
 * that a plugin may bring libraries of its own in versions of its own.
 */
final class HostFirstClassLoader extends PluginClassLoader {

    private static final List<String> SHARED =
            List.of("dev.graft.spi.", "org.pf4j.", "org.slf4j.", "com.fasterxml.jackson.");

    HostFirstClassLoader(PluginManager manager, PluginDescriptor descriptor, ClassLoader host) {
        super(manager, descriptor, host);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        return SHARED.stream().anyMatch(name::startsWith) ? getParent().loadClass(name) : super.loadClass(name);
    }
}
