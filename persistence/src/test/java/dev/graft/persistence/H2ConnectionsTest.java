// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ConnectionsTest {

    @TempDir
    private Path folder;

    private DataSource h2;

    @BeforeEach
    void store() throws SQLException {
        h2 = GraftDataSource.of(GraftDataSource.fileUrl(folder), "graft", "");
        try (Connection connection = H2Connections.open(h2);
                Statement statement = connection.createStatement()) {
            statement.execute("create table stored as select 7 as number");
        }
    }

    @Test
    void aConnectionOfADatabaseThatH2HasClosedIsNotValidAndHarmsTheNewOneNot() throws SQLException {
        try (Connection before = H2Connections.open(h2)) {
            assertThat(before.isValid(1)).isTrue();
            closeAsAfterAFailedWrite(before);

            try (Connection first = H2Connections.open(h2)) {
                assertThat(before.isValid(1)).isFalse();
                assertThatThrownBy(() -> number(before)).isInstanceOf(SQLException.class).hasMessageContaining("closed");

                try (Connection second = H2Connections.open(h2)) {
                    assertThat(number(first)).isEqualTo(7);
                    assertThat(number(second)).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void aStatementThatWasOnItsWayKeepsNobodyOut() throws SQLException {
        try (Connection before = H2Connections.open(h2);
                Statement onItsWay = before.createStatement()) {
            closeAsAfterAFailedWrite(before);
            try (Connection first = H2Connections.open(h2)) {
                assertThat(number(first)).isEqualTo(7);
                assertThatThrownBy(() -> onItsWay.executeQuery("select number from stored")).isInstanceOf(SQLException.class);

                try (Connection second = H2Connections.open(h2)) {
                    assertThat(number(second)).isEqualTo(7);
                }
            }
        }
    }

    private static void closeAsAfterAFailedWrite(Connection connection) throws SQLException {
        Database database = ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
        database.getStore().getMvStore().closeImmediately();
        database.shutdownImmediately();
    }

    private static int number(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from stored")) {
            row.next();
            return row.getInt(1);
        }
    }
}
