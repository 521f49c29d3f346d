// SPDX-License-Identifier: Apache-2.0
package dev.graft.server;

/**
 * Fired once when the application starts, as soon as everything that the server provides (data source, threads, transactions) can be used;
 * observe it with a priority of {@link StartOrder}. CDI's own {@code Startup} comes too early for that on some servers. An observer that
 * throws keeps the application from starting.
 */
public record ServerStarted() {}
