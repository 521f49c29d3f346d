// SPDX-License-Identifier: Apache-2.0
/** The server's plugins over HTTP, for people who wonder why a network is missing. Reads the plugin host. Nothing here is null. */
package dev.graft.web.plugin;
