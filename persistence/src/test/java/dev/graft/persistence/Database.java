// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** A migrated database with Graft's own persistence unit on it, outside a container. */
public final class Database implements AutoCloseable {

    private static final Map<TestDatabase, Database> SHARED = new ConcurrentHashMap<>();

    private final DataSource dataSource;
    private final EntityManagerFactory factory;

    /** A database of its own. */
    public Database(TestDatabase kind) {
        this(kind.create());
    }

    /** One for all tests that keep apart by organisation; it stays open. */
    public static Database shared(TestDatabase kind) {
        return SHARED.computeIfAbsent(kind, Database::new);
    }

    /** On a database that is there. */
    public static Database on(DataSource dataSource) {
        return new Database(dataSource);
    }

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
        SchemaMigration.migrate(dataSource);
        Map<String, Object> properties = new HashMap<>();
        properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        properties.put("jakarta.persistence.jtaDataSource", "");
        properties.put("jakarta.persistence.nonJtaDataSource", dataSource);
        properties.put("eclipselink.session-name", "test-" + System.identityHashCode(this));
        this.factory = Persistence.createEntityManagerFactory("graft", properties);
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Runs work in a transaction of its own and closes the entity manager, as a request does. */
    public <T> T call(Function<EntityManager, T> work) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            entityManager.getTransaction().begin();
            try {
                T result = work.apply(entityManager);
                if (!entityManager.getTransaction().getRollbackOnly()) {
                    entityManager.getTransaction().commit();
                }
                return result;
            } finally {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            }
        }
    }

    public void run(Consumer<EntityManager> work) {
        call(entityManager -> {
            work.accept(entityManager);
            return true;
        });
    }

    @Override
    public void close() {
        factory.close();
    }
}
