// SPDX-License-Identifier: Apache-2.0
/**
 * The server's plugins over HTTP: listed for people who wonder why a network is missing, installed and removed by administrators. Asks the
 * engine's plugin service. Nothing here is null.
 */
package dev.graft.web.plugin;
