// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import dev.graft.server.ServerStarted;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Tells the engine that the server is there. */
@WebListener
public class ServerStart implements ServletContextListener {

    @Inject
    private Event<ServerStarted> start;

    @Override
    public void contextInitialized(ServletContextEvent context) {
        start.fire(new ServerStarted());
    }
}
