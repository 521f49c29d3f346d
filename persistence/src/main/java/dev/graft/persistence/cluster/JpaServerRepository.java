// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.cluster;

import dev.graft.cluster.Server;
import dev.graft.cluster.ServerRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The servers on Jakarta Persistence. Times of signs of life are the database's own, so that clocks of machines need not agree. */
@ApplicationScoped
@Transactional
public class JpaServerRepository implements ServerRepository {

    private final EntityManager entities;

    /** For the container's proxy. */
    protected JpaServerRepository() {
        this(null);
    }

    @Inject
    public JpaServerRepository(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Server server) {
        entities.persist(server);
    }

    @Override
    public List<Server> all() {
        return entities.createQuery("select s from Server s order by s.startedOn, s.id", Server.class).getResultList();
    }

    @Override
    public boolean heardOf(UUID id) {
        return entities.createNativeQuery("update servers set heard_on = current_timestamp where id = cast(? as uuid)")
                        .setParameter(1, id.toString())
                        .executeUpdate()
                > 0;
    }

    @Override
    public Set<UUID> silentFor(Duration time) {
        List<?> ids = entities.createNativeQuery("select cast(id as varchar(36)) from servers where heard_on < current_timestamp - interval '"
                        + time.toSeconds() + "' second")
                .getResultList();
        Set<UUID> silent = new HashSet<>();
        ids.forEach(id -> silent.add(UUID.fromString(id.toString())));
        return silent;
    }

    @Override
    public void remove(UUID id) {
        entities.createQuery("delete from Server s where s.id = :id").setParameter("id", id).executeUpdate();
    }

    @Override
    public boolean takeTurn() {
        return !entities.createNativeQuery("select name from turns where name = 'scheduling' for update skip locked")
                .getResultList()
                .isEmpty();
    }
}
