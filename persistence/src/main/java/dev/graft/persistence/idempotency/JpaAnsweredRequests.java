// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.idempotency;

import dev.graft.idempotency.AlreadyAsked;
import dev.graft.idempotency.AnsweredRequest;
import dev.graft.idempotency.AnsweredRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Answers to repeated requests on Jakarta Persistence. */
@ApplicationScoped
@Transactional
public class JpaAnsweredRequests implements AnsweredRequests {

    private final EntityManager entities;

    /** For the container's proxy. */
    protected JpaAnsweredRequests() {
        this(null);
    }

    @Inject
    public JpaAnsweredRequests(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Optional<AnsweredRequest> find(String id) {
        return Optional.ofNullable(entities.find(AnsweredRequest.class, id));
    }

    @Override
    public void add(AnsweredRequest request) {
        try {
            entities.persist(request);
            entities.flush();
        } catch (PersistenceException e) {
            throw new AlreadyAsked(e);
        }
    }

    @Override
    public void remove(AnsweredRequest request) {
        entities.remove(request);
        entities.flush();
    }

    @Override
    public int removeExpired(Instant now) {
        return entities.createQuery("delete from AnsweredRequest r where r.expiresOn <= :now").setParameter("now", now).executeUpdate();
    }
}
