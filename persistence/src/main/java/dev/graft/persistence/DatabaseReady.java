// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.server.ServerStarted;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ready while the database answers within two seconds. */
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReady.class);
    private static final String NAME = "database";
    private static final int SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/graft")
    private DataSource dataSource;

    /** For the container. */
    protected DatabaseReady() {}

    DatabaseReady(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Has it made with the server: those who ask for its health on WildFly have no {@code java:app} to find the data source in. */
    void atStart(@Observes ServerStarted started) {
        LOG.debug("The health check of the database is there");
    }

    @Override
    public HealthCheckResponse call() {
        return new HealthCheckResponse(NAME, answers() ? Status.UP : Status.DOWN, Optional.empty());
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            LOG.warn("The database cannot be reached: {}", e.getMessage());
            return false;
        }
    }
}
