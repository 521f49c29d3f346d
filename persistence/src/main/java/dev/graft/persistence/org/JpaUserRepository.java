// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.org;

import dev.graft.org.ApiKey;
import dev.graft.org.User;
import dev.graft.org.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users and keys in the database. */
@ApplicationScoped
@Transactional
public class JpaUserRepository implements UserRepository {

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaUserRepository() {
        this(null);
    }

    @Inject
    public JpaUserRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(User user) {
        entityManager.persist(user);
        // Keys refer to it in the database only, so the provider would not know which to write first.
        entityManager.flush();
    }

    @Override
    public Optional<User> find(UUID id) {
        return Optional.ofNullable(entityManager.find(User.class, id));
    }

    @Override
    public Optional<User> findByName(String name) {
        return entityManager
                .createQuery("select u from User u where u.name = :name", User.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<User> membersOf(String org) {
        return entityManager
                .createQuery("select distinct u from User u join u.memberships m where m.org = :org order by u.name", User.class)
                .setParameter("org", org)
                .getResultList();
    }

    @Override
    public boolean isEmpty() {
        return entityManager.createQuery("select count(u) from User u", Long.class).getSingleResult() == 0;
    }

    @Override
    public void remove(User user) {
        entityManager
                .createQuery("delete from ApiKey k where k.userId = :user")
                .setParameter("user", user.id())
                .executeUpdate();
        entityManager.remove(user);
    }

    @Override
    public void addKey(ApiKey key) {
        entityManager.persist(key);
    }

    @Override
    public Optional<ApiKey> findKey(UUID id) {
        return Optional.ofNullable(entityManager.find(ApiKey.class, id));
    }

    @Override
    public Optional<ApiKey> findKeyByDigest(String sha256) {
        return entityManager
                .createQuery("select k from ApiKey k where k.sha256 = :sha256", ApiKey.class)
                .setParameter("sha256", sha256)
                .getResultStream()
                .findFirst();
    }

    @Override
    public List<ApiKey> keysOf(UUID userId) {
        return entityManager
                .createQuery("select k from ApiKey k where k.userId = :user order by k.createdOn, k.id", ApiKey.class)
                .setParameter("user", userId)
                .getResultList();
    }

    @Override
    public void removeKey(ApiKey key) {
        entityManager.remove(key);
    }
}
