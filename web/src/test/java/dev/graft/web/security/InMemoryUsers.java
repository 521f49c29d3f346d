// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security;

import dev.graft.org.ApiKey;
import dev.graft.org.User;
import dev.graft.org.UserRepository;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Users and their keys in memory; counts how often it is asked. */
public final class InMemoryUsers implements UserRepository {

    private final Map<UUID, User> users = new LinkedHashMap<>();
    private final Map<UUID, ApiKey> keys = new LinkedHashMap<>();
    private int queries;

    /** How often a user or a key was looked up. */
    public int queries() {
        return queries;
    }

    @Override
    public void add(User user) {
        users.put(user.id(), user);
    }

    @Override
    public Optional<User> find(UUID id) {
        queries++;
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public Optional<User> findByName(String name) {
        return users.values().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    @Override
    public List<User> membersOf(String org) {
        return users.values().stream()
                .filter(user -> user.roleIn(org).isPresent())
                .sorted(Comparator.comparing(User::name))
                .toList();
    }

    @Override
    public boolean isEmpty() {
        return users.isEmpty();
    }

    @Override
    public void remove(User user) {
        users.remove(user.id());
        keys.values().removeIf(key -> key.userId().equals(user.id()));
    }

    @Override
    public void addKey(ApiKey key) {
        keys.put(key.id(), key);
    }

    @Override
    public Optional<ApiKey> findKey(UUID id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public Optional<ApiKey> findKeyByDigest(String sha256) {
        queries++;
        return keys.values().stream().filter(key -> key.sha256().equals(sha256)).findFirst();
    }

    @Override
    public List<ApiKey> keysOf(UUID userId) {
        return keys.values().stream().filter(key -> key.userId().equals(userId)).toList();
    }

    @Override
    public void removeKey(ApiKey key) {
        keys.remove(key.id());
    }
}
