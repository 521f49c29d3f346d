// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Connections to H2 within this process. When it cannot write its file, most often because the disk is full, H2 closes the database and opens
 * it anew for the next connection. But the first statement on a connection of before makes H2 forget the new one, whose lock then keeps
 * everybody out. So no statement reaches a database that is closed, and {@link Connection#isValid} tells pools of it, which H2's own does
 * not.
 */
final class H2Connections {

    /** What may be done with a connection whose database is closed. */
    private static final Set<String> ALWAYS = Set.of("close", "abort", "isClosed", "unwrap", "isWrapperFor", "hashCode", "equals", "toString");

    /** The database that was connected to last: a process has each of H2's files open once, however many data sources there are. */
    private static final AtomicReference<Database> LATEST = new AtomicReference<>();

    private H2Connections() {}

    /** A connection to a database that is open. */
    static synchronized Connection open(DataSource h2) throws SQLException {
        Connection connection = connect(h2);
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            LATEST.set(session.getDatabase());
            return guarded(connection, session.getDatabase());
        }
        return connection;
    }

    private static Connection connect(DataSource h2) throws SQLException {
        try {
            return h2.getConnection();
        } catch (SQLException e) {
            Database forgotten = e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1 ? LATEST.getAndSet(null) : null;
            if (forgotten == null) {
                throw e;
            }
            // A statement that was on its way has made H2 forget it.
            forgotten.shutdownImmediately();
            return h2.getConnection();
        }
    }

    private static Connection guarded(Connection connection, Database database) {
        return (Connection) Proxy.newProxyInstance(
                H2Connections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, database, method, arguments));
    }

    private static Object call(Connection connection, Database database, Method method, Object[] arguments) throws Throwable {
        if (isClosed(database)) {
            if (method.getName().equals("isValid")) {
                return false;
            }
            if (!ALWAYS.contains(method.getName())) {
                throw new SQLException(
                        "The database was closed, as it could not write its file", "90098", ErrorCode.DATABASE_IS_CLOSED, database.getBackgroundException());
            }
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean isClosed(Database database) {
        return database.isClosing() || database.getStore().getMvStore().isClosed();
    }
}
