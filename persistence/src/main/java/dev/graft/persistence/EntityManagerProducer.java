// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Makes the entity manager of the current transaction injectable into constructors. */
@ApplicationScoped
public class EntityManagerProducer {

    @PersistenceContext(unitName = "graft")
    private EntityManager entityManager;

    @Produces
    @Dependent
    EntityManager entityManager() {
        return entityManager;
    }
}
