// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.org;

import dev.graft.org.Organisation;
import dev.graft.org.OrganisationRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Organisations in the database. */
@ApplicationScoped
@Transactional
public class JpaOrganisationRepository implements OrganisationRepository {

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaOrganisationRepository() {
        this(null);
    }

    @Inject
    public JpaOrganisationRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(Organisation organisation) {
        entityManager.persist(organisation);
        // What belongs to it refers to it in the database only, so the provider would not know which to write first.
        entityManager.flush();
    }

    @Override
    public Optional<Organisation> find(String name) {
        return Optional.ofNullable(entityManager.find(Organisation.class, name));
    }

    @Override
    public List<Organisation> all() {
        return entityManager
                .createQuery("select o from Organisation o order by o.name", Organisation.class)
                .getResultList();
    }
}
