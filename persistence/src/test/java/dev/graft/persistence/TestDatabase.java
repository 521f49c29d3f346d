// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** The databases that every repository is tested on. */
public enum TestDatabase {
    H2 {
        @Override
        public DataSource create() {
            return GraftDataSource.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "graft", "");
        }
    },
    POSTGRESQL {
        @Override
        public DataSource create() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("no database could be made", e);
            }
            return GraftDataSource.of(Server.INSTANCE.getJdbcUrl("postgres", name), "postgres", "");
        }
    };

    /** A new, empty database. */
    public abstract DataSource create();

    /** One PostgreSQL for all tests; ends with the JVM. */
    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
    }
}
