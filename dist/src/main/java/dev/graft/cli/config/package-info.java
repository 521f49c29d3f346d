// SPDX-License-Identifier: Apache-2.0
/**
 * What the command line remembers between two calls (server, organisation, key) and where it comes from: an option, the environment or
 * the file of the last login, in this order. Nothing here is null unless marked Optional.
 */
package dev.graft.cli.config;
