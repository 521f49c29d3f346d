// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.org.Organisation;
import dev.graft.persistence.org.JpaOrganisationRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraftDataSourceTest {

    @TempDir
    private Path folder;

    @Test
    void theDefaultIsAFileInTheDataFolderThatOutlivesTheServer() {
        String url = GraftDataSource.fileUrl(folder);
        try (Database first = new Database(GraftDataSource.of(url, "graft", ""))) {
            first.run(entityManager ->
                    new JpaOrganisationRepository(entityManager).add(new Organisation("alpha", Samples.NOON)));
        }
        assertThat(folder.resolve("db/graft.mv.db")).isRegularFile();

        try (Database second = new Database(GraftDataSource.of(url, "graft", ""))) {
            boolean found = second.call(entityManager ->
                    new JpaOrganisationRepository(entityManager).find("alpha").isPresent());
            assertThat(found).isTrue();
        }
    }

    @Test
    void aCommitIsInTheFileWhenItIsAcknowledged() throws Exception {
        String url = GraftDataSource.fileUrl(folder);
        try (Database database = new Database(GraftDataSource.of(url, "graft", ""));
                var open = database.dataSource().getConnection()) {
            database.run(entityManager ->
                    new JpaOrganisationRepository(entityManager).add(new Organisation("alpha", Samples.NOON)));
            assertThat(open.isValid(1)).isTrue();
            Path copy = Files.createDirectories(folder.resolve("copy/db"));
            Files.copy(folder.resolve("db/graft.mv.db"), copy.resolve("graft.mv.db"));

            try (Database other = new Database(GraftDataSource.of(GraftDataSource.fileUrl(folder.resolve("copy")), "graft", ""))) {
                boolean found = other.call(entityManager ->
                        new JpaOrganisationRepository(entityManager).find("alpha").isPresent());
                assertThat(found).isTrue();
            }
        }
    }

    @Test
    void otherDatabasesAreRefused() {
        assertThatThrownBy(() -> GraftDataSource.of("jdbc:mysql://x", "u", "p"))
                .hasMessageContaining("jdbc:h2:")
                .hasMessageContaining("jdbc:postgresql:");
    }

    @Test
    void theServerIsReadyOnlyWhileTheDatabaseAnswers() throws SQLException {
        JdbcDataSource missing = new JdbcDataSource();
        missing.setURL("jdbc:h2:mem:missing;IFEXISTS=TRUE");

        assertThat(new DatabaseReady(missing).call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(new DatabaseReady(TestDatabase.H2.create()).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void migrationsAreAppliedOnce() {
        var dataSource = TestDatabase.H2.create();

        assertThat(SchemaMigration.migrate(dataSource)).isPositive();
        assertThat(SchemaMigration.migrate(dataSource)).isZero();
    }
}
