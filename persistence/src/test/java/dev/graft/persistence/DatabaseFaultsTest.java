// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.error.ErrorCode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFaultsTest {

    private final DatabaseFaults faults = new DatabaseFaults();

    @Test
    void aRowThatAnotherRequestChangedIsAConflict() {
        assertThat(kind(new IllegalStateException(new OptimisticLockException()))).contains(StandardError.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23503", "23505", "23506", "40001", "40P01", "HYT00", "90131"})
    void aBrokenConstraintOrALostLockIsAConflict(String state) {
        assertThat(kind(new PersistenceException(new SQLException("x", state)))).contains(StandardError.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "90098"})
    void aDatabaseThatIsAwayMayComeBack(String state) {
        assertThat(kind(new PersistenceException(new SQLException("x", state)))).contains(StandardError.DATABASE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "90028"})
    void aDatabaseThatCannotWriteHasAFullDisk(String state) {
        assertThat(kind(new PersistenceException(new SQLException("x", state)))).contains(StandardError.DISK_FULL);
    }

    @Test
    void aGeneralErrorForWantOfSpaceIsAFullDisk() {
        SQLException general = new SQLException("General error", "HY000", new IOException("No space left on device"));

        assertThat(kind(new PersistenceException(general))).contains(StandardError.DISK_FULL);
    }

    @Test
    void aCommitOfWhichNothingIsKnownIsNoDefect() {
        SystemException commit = new SystemException();
        commit.initCause(new XAException("General error"));

        assertThat(kind(new IllegalStateException(commit))).contains(StandardError.DATABASE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "42601", "42S02", "90026", "HY000"})
    void whatIsADefectStaysOne(String state) {
        assertThat(kind(new PersistenceException(new SQLException("x", state)))).isEmpty();
        assertThat(kind(new PersistenceException(new SQLException("x")))).isEmpty();
        assertThat(kind(new IllegalStateException("x"))).isEmpty();
    }

    private Optional<ErrorCode> kind(Throwable thrown) {
        return faults.explain(thrown).map(GraftException::code);
    }
}
