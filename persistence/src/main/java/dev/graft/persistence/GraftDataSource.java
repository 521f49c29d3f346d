// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to the database that is configured: {@code graft.database.url}, {@code graft.database.user},
 * {@code graft.database.password}; without a URL an H2 file in the data folder. Named in the WAR's deployment descriptor, so that any
 * server pools it and nothing has to be set up in the server. Other databases than H2 and PostgreSQL are refused.
 */
public class GraftDataSource implements DataSource {

    /**
     * WRITE_DELAY=0: a commit is in the file when it is acknowledged, not up to half a second later. DB_CLOSE_ON_EXIT=FALSE: H2 must not
     * close the database under a server that is still shutting down.
     */
    private static final String H2_OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private static final int IDLE_MILLIS = 60_000;

    private static final int SOCKET_SECONDS = 60;

    private PrintWriter logWriter;
    private int loginTimeout;

    /** Made by the server; reads the configuration at the first connection. */
    public GraftDataSource() {}

    @Override
    public Connection getConnection() throws SQLException {
        Config config = config();
        return connect(
                url(config),
                config.getOptionalValue("graft.database.user", String.class).orElse("graft"),
                config.getOptionalValue("graft.database.password", String.class).orElse(""));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return connect(url(config()), user, password);
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        DataSource source = of(url, user, password);
        return source instanceof JdbcDataSource ? H2Connections.open(source) : source.getConnection();
    }

    /** By this class's loader: when the server deploys the persistence unit, the thread has no loader that it could go by. */
    private static Config config() {
        return ConfigProvider.getConfig(GraftDataSource.class.getClassLoader());
    }

    private static String url(Config config) {
        return config.getOptionalValue("graft.database.url", String.class).orElseGet(() -> fileUrl(dataFolder(config)));
    }

    private static Path dataFolder(Config config) {
        return Path.of(config.getOptionalValue("graft.data", String.class).orElse("graft-data"));
    }

    /** The URL of the H2 file in a data folder. */
    static String fileUrl(Path dataFolder) {
        return "jdbc:h2:file:" + dataFolder.toAbsolutePath().normalize().resolve("db").resolve("graft") + H2_OPTIONS;
    }

    /** The driver's own data source for a URL. */
    static DataSource of(String url, String user, String password) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            h2.setUser(user);
            h2.setPassword(password);
            return h2;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            PGSimpleDataSource postgres = new PGSimpleDataSource();
            postgres.setUrl(url);
            postgres.setUser(user);
            postgres.setPassword(password);
            // Of a server that is frozen, or cut off, others must not wait for its locks; and none waits for ever for a database that is.
            postgres.setOptions("-c idle_in_transaction_session_timeout=" + IDLE_MILLIS);
            if (postgres.getSocketTimeout() == 0) {
                postgres.setSocketTimeout(SOCKET_SECONDS);
            }
            // EclipseLink binds UUIDs of embeddable values as text; PostgreSQL then takes the type of the column.
            postgres.setStringType("unspecified");
            return postgres;
        }
        throw new IllegalArgumentException("graft.database.url starts with neither jdbc:h2: nor jdbc:postgresql:; these two databases are supported");
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this data source does not log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this data source wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
