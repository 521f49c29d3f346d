// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins: found as zips, unpacked, loaded with class loaders of their own, and asked for their networks. A broken plugin is recorded and
 * leaves the others alone. May use pf4j and the SPI only. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin;
