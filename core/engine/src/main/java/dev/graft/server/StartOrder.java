// SPDX-License-Identifier: Apache-2.0
package dev.graft.server;

/**
 * Priorities of the observers of {@link ServerStarted}: a smaller one runs first. Use as
 * {@code @Observes @Priority(StartOrder.SCHEMA) ServerStarted}.
 */
public final class StartOrder {

    /** Migrates the database. */
    public static final int SCHEMA = 100;
    /** Makes this server known to those that share its database. */
    public static final int SERVERS = 120;
    /** Removes unfinished files of servers that are gone. */
    public static final int STAGING = 140;
    /** Makes the first administrator. */
    public static final int FIRST_ADMINISTRATOR = 200;
    /** Loads the plugins. */
    public static final int PLUGINS = 300;
    /** Takes up what a former run of the server left unfinished. */
    public static final int RECOVERY = 400;
    /** Starts the scheduler. */
    public static final int SCHEDULER = 500;
    /** Goes on with the searches over hyperparameters. */
    public static final int SEARCHES = 600;

    private StartOrder() {}
}
