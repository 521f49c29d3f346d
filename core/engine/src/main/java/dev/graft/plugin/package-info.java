// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins: found as zips, unpacked, loaded with class loaders of their own, and asked for what they bring; installed and removed while the
 * server runs, unless a {@link dev.graft.plugin.PluginDependant} needs them. A broken plugin is recorded and leaves the others alone. May
 * use pf4j, the SPI and the engine's archives, storage and callers. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin;
