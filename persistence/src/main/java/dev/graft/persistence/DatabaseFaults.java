// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.fault.StoreFaults;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.transaction.xa.XAException;

/** Reads exceptions of Jakarta Persistence and the SQLSTATE of those of H2 and PostgreSQL. */
@ApplicationScoped
public class DatabaseFaults implements StoreFaults {

    /** Integrity constraints, rolled back for another transaction; H2: a lock that could not be had, a row that changed meanwhile. */
    private static final Set<String> MET = Set.of("23", "40", "HYT00", "90131");

    /** No connection, no room for one, shut down by an administrator; H2: the database is closed. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "90098", "90121");

    /** The disk of the database has no room; H2: a file cannot be written, which is most often for that. */
    private static final Set<String> FULL = Set.of("53100", "90028", "90031");

    /** What the operating system says; H2 wraps it into a general error. */
    private static final String NO_SPACE = "No space left";

    @Override
    public Optional<GraftException> explain(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException
                    || cause instanceof PessimisticLockException
                    || cause instanceof LockTimeoutException
                    || stateIn(cause, MET)) {
                return Optional.of(new GraftException(
                        StandardError.CONFLICT,
                        "Another request changed or removed what this one needs at the same moment, and nothing of this one was done. "
                                + "Read again how things are, and repeat the request if it still makes sense.",
                        thrown));
            }
            if (stateIn(cause, FULL) || cause instanceof IOException && String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
                return Optional.of(new GraftException(
                        StandardError.DISK_FULL,
                        "The database cannot write, most often because its disk is full, and nothing of this request was done. Ask an administrator"
                                + " to make room, and repeat it then.",
                        thrown));
            }
            if (stateIn(cause, AWAY)) {
                return Optional.of(new GraftException(
                        StandardError.DATABASE_UNAVAILABLE, "The database cannot be reached now; try again later.", thrown));
            }
            if (cause instanceof XAException) {
                return Optional.of(new GraftException(
                        StandardError.DATABASE_UNAVAILABLE,
                        "The database failed while it stored what this request has done. Read again how things are, and repeat the request if"
                                + " nothing was stored.",
                        thrown));
            }
        }
        return Optional.empty();
    }

    private static boolean stateIn(Throwable cause, Set<String> states) {
        if (!(cause instanceof SQLException sql) || sql.getSQLState() == null) {
            return false;
        }
        String state = sql.getSQLState();
        return states.contains(state) || state.length() == 5 && !state.startsWith("9") && states.contains(state.substring(0, 2));
    }
}
