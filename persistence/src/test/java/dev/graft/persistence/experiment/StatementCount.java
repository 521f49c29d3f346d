// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.experiment;

import dev.graft.persistence.Database;
import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/** Counts the statements that the persistence provider sends. */
final class StatementCount extends SessionEventAdapter {

    private final AtomicLong statements = new AtomicLong();

    <T> T during(Database database, Function<EntityManager, T> work) {
        return database.call(entityManager -> {
            Session session = entityManager.unwrap(Session.class);
            session.getEventManager().addListener(this);
            try {
                return work.apply(entityManager);
            } finally {
                session.getEventManager().removeListener(this);
            }
        });
    }

    @Override
    public void preExecuteCall(SessionEvent event) {
        statements.incrementAndGet();
    }

    long statements() {
        return statements.get();
    }
}
