// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.cluster;

import dev.graft.cluster.Bulletin;
import dev.graft.persistence.GraftDataSource;
import dev.graft.server.Background;
import dev.graft.server.ThisServer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News between servers by PostgreSQL's {@code NOTIFY}, which comes with the commit and in its order. One connection of its own listens.
 */
@ApplicationScoped
public class PostgresBulletin implements Bulletin {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBulletin.class);

    private static final int WAIT_MILLIS = 10_000;
    private static final int AGAIN_MILLIS = 1_000;

    private final EntityManager entities;
    private final DataSource source;
    private final boolean shared;
    private final String self;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection listening;

    /** For the container's proxy. */
    protected PostgresBulletin() {
        this(null, null, false, new ThisServer(""), null);
    }

    /** @param url the database, of which only PostgreSQL has several servers */
    @Inject
    public PostgresBulletin(
            EntityManager entities,
            @ConfigProperty(name = "graft.database.url") Optional<String> url,
            ThisServer self,
            @Background ExecutorService threads) {
        // A connection of the server's pool would be missing there for ever.
        this(entities, new GraftDataSource(), url.filter(text -> text.startsWith("jdbc:postgresql:")).isPresent(), self, threads);
    }

    PostgresBulletin(EntityManager entities, DataSource source, boolean shared, ThisServer self, ExecutorService threads) {
        this.entities = entities;
        this.source = source;
        this.shared = shared;
        this.self = self.id().toString();
        this.threads = threads;
    }

    @Override
    @Transactional
    public void put(String line) {
        if (shared) {
            entities.createNativeQuery("select cast(pg_notify('graft', ?) as text)").setParameter(1, self + " " + line).getSingleResult();
        }
    }

    @Override
    public void read(Consumer<String> reader, Runnable missed) {
        if (shared) {
            threads.execute(() -> readOn(reader, missed));
        }
    }

    @PreDestroy
    void close() {
        closed.countDown();
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("the connection was closed already", e);
            }
        }
    }

    private void readOn(Consumer<String> reader, Runnable missed) {
        boolean pause = false;
        while (!isClosed(pause ? AGAIN_MILLIS : 0)) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                listening = connection;
                statement.execute("listen graft");
                missed.run();
                while (!isClosed(0)) {
                    tell(connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS), reader);
                }
            } catch (SQLException e) {
                if (!isClosed(0)) {
                    LOG.warn("other servers cannot be heard, trying again in {} ms: {}", AGAIN_MILLIS, e.getMessage());
                }
                pause = true;
            }
        }
    }

    private void tell(PGNotification[] notifications, Consumer<String> reader) {
        if (notifications == null) {
            return;
        }
        for (PGNotification notification : notifications) {
            String[] parts = notification.getParameter().split(" ", 2);
            if (parts.length == 2 && !parts[0].equals(self)) {
                reader.accept(parts[1]);
            }
        }
    }

    private boolean isClosed(int waitMillis) {
        try {
            return closed.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
