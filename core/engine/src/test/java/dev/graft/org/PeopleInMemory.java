// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Organisations, users and keys in memory. */
final class PeopleInMemory implements OrganisationRepository, UserRepository {

    private final List<Organisation> organisations = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<ApiKey> keys = new ArrayList<>();

    @Override
    public void add(Organisation organisation) {
        organisations.add(organisation);
    }

    @Override
    public Optional<Organisation> find(String name) {
        return organisations.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public List<Organisation> all() {
        return organisations.stream().sorted(Comparator.comparing(Organisation::name)).toList();
    }

    @Override
    public void add(User user) {
        users.add(user);
    }

    @Override
    public Optional<User> find(UUID id) {
        return users.stream().filter(user -> user.id().equals(id)).findFirst();
    }

    @Override
    public Optional<User> findByName(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    @Override
    public List<User> membersOf(String org) {
        return users.stream()
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
        keys.removeIf(key -> key.userId().equals(user.id()));
        users.remove(user);
    }

    @Override
    public void addKey(ApiKey key) {
        keys.add(key);
    }

    @Override
    public Optional<ApiKey> findKey(UUID id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public Optional<ApiKey> findKeyByDigest(String sha256) {
        return keys.stream().filter(key -> key.isDigest(sha256)).findFirst();
    }

    @Override
    public List<ApiKey> keysOf(UUID userId) {
        return keys.stream().filter(key -> key.userId().equals(userId)).toList();
    }

    @Override
    public void removeKey(ApiKey key) {
        keys.remove(key);
    }
}
