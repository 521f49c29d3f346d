// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All users and their keys. */
public interface UserRepository {

    void add(User user);

    Optional<User> find(UUID id);

    Optional<User> findByName(String name);

    /** The members of an organisation, by name. */
    List<User> membersOf(String org);

    /** Whether there is any user at all. */
    boolean isEmpty();

    /** Removes a user and all their keys. */
    void remove(User user);

    void addKey(ApiKey key);

    Optional<ApiKey> findKey(UUID id);

    /** The key with that digest, whoever it belongs to. */
    Optional<ApiKey> findKeyByDigest(String sha256);

    /** The keys of a user, oldest first. */
    List<ApiKey> keysOf(UUID userId);

    void removeKey(ApiKey key);
}
