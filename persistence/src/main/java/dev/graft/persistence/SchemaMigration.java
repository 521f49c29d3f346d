// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database to the current schema when the server starts, before anything reads it. The server does not start without it. */
@ApplicationScoped
public class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

    @Resource(lookup = "java:app/jdbc/graft")
    private DataSource dataSource;

    void atStart(@Observes @Priority(StartOrder.SCHEMA) ServerStarted started) {
        migrate(dataSource);
    }

    /** Runs the migrations in {@code db/migration} that the database has not seen, and returns how many. */
    static int migrate(DataSource dataSource) {
        MigrateResult result = Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        LOG.info("Database schema: {} migrations applied, version {}", result.migrationsExecuted, result.targetSchemaVersion);
        return result.migrationsExecuted;
    }
}
