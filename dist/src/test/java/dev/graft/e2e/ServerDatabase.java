// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The database of a server on H2, looked into from outside, while it runs too. */
final class ServerDatabase implements AutoCloseable {

    private final Connection connection;

    private ServerDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Settings that let others look into the database of a server whose data is in that folder. */
    static Map<String, String> shared(Path data) {
        return Map.of("GRAFT_DATABASE_URL", url(data));
    }

    private static String url(Path data) {
        return "jdbc:h2:file:" + data.toAbsolutePath().normalize().resolve("db/graft") + ";AUTO_SERVER=TRUE;LOCK_TIMEOUT=10000";
    }

    /** Opens the database of a server that was started with {@link #shared}. */
    static ServerDatabase of(TestServer server) {
        try {
            return new ServerDatabase(DriverManager.getConnection(url(server.data()), "graft", ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of the first column, as text in lower case. */
    Set<String> column(String query) {
        Set<String> values = new TreeSet<>();
        rows(query).forEach(row -> values.add(row.get(0).toLowerCase(Locale.ROOT)));
        return values;
    }

    /** Every row of every table, by table; but for the migrations, and for the servers, which tell every second that they live. */
    Map<String, List<String>> snapshot() {
        Map<String, List<String>> snapshot = new TreeMap<>();
        String tables = "select table_name from information_schema.tables where table_schema = 'PUBLIC'"
                + " and table_name not like 'flyway%' and lower(table_name) <> 'servers'";
        for (String table : column(tables)) {
            snapshot.put(table, rows("select * from " + table).stream().map(List::toString).sorted().toList());
        }
        return snapshot;
    }

    private List<List<String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
