// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import dev.graft.fault.InvalidRequest;
import dev.graft.fault.NotFound;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Organisations, their users and keys. Administering needs the role admin in the organisation concerned. */
@ApplicationScoped
@Transactional
public class OrganisationService {

    private final OrganisationRepository organisations;
    private final UserRepository users;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** For the container's proxy. */
    protected OrganisationService() {
        this(null, null, null);
    }

    @Inject
    public OrganisationService(OrganisationRepository organisations, UserRepository users, Clock clock) {
        this.organisations = organisations;
        this.users = users;
        this.clock = clock;
    }

    /** The user that the key belongs to, with their memberships; empty if the key is unknown or revoked. */
    public Optional<User> authenticate(String apiKey) {
        KeyText given = new KeyText(apiKey);
        return users.findKeyByDigest(given.sha256())
                .filter(key -> key.isKey(given))
                .flatMap(key -> users.find(key.userId()));
    }

    /** The user of that id; empty if they were removed. */
    public Optional<User> user(UUID userId) {
        return users.find(userId);
    }

    /** The organisations that the user is a member of, by name. */
    public List<Organisation> organisationsOf(UUID userId) {
        User user = users.find(userId).orElseThrow(() -> NotFound.of("user", userId));
        return organisations.all().stream()
                .filter(organisation -> user.roleIn(organisation.name()).isPresent())
                .toList();
    }

    /**
     * Makes an organisation. Its administrator is the caller, who must administer one already.
     *
     * @throws GraftException CONFLICT if the name is taken
     */
    public Organisation createOrganisation(Caller caller, String name) {
        caller.require(Role.ADMIN);
        Organisation made = addOrganisation(name);
        users.find(caller.userId())
                .orElseThrow(() -> NotFound.of("user", caller.userId()))
                .join(name, Role.ADMIN);
        return made;
    }

    private Organisation addOrganisation(String name) {
        if (organisations.find(name).isPresent()) {
            throw new GraftException(
                    StandardError.CONFLICT, "There is an organisation called '" + name + "' already. Choose another name.");
        }
        Organisation organisation = new Organisation(name, now());
        organisations.add(organisation);
        return organisation;
    }

    /** The members of the caller's organisation, by name. */
    public List<User> users(Caller caller) {
        caller.require(Role.ADMIN);
        return users.membersOf(caller.org());
    }

    /** Takes a user into the caller's organisation, making the user if there is none of that name yet. */
    public User addUser(Caller caller, String userName, Role role) {
        caller.require(Role.ADMIN);
        User user = users.findByName(userName).orElseGet(() -> newUser(userName));
        if (user.roleIn(caller.org()).isPresent()) {
            throw new GraftException(
                    StandardError.CONFLICT,
                    "'" + userName + "' is a member of organisation '" + caller.org() + "' already. Change the role instead.");
        }
        user.join(caller.org(), role);
        return user;
    }

    private User newUser(String name) {
        User user = new User(UUID.randomUUID(), name, now());
        users.add(user);
        return user;
    }

    /** Changes the role of a member. The last administrator keeps theirs. */
    public User changeRole(Caller caller, UUID userId, Role role) {
        caller.require(Role.ADMIN);
        User user = member(caller.org(), userId);
        if (role != Role.ADMIN) {
            keepAnAdministrator(caller.org(), user);
        }
        user.join(caller.org(), role);
        return user;
    }

    /** Ends a membership; a user without any is removed with all their keys. The last administrator stays. */
    public User removeUser(Caller caller, UUID userId) {
        caller.require(Role.ADMIN);
        User user = member(caller.org(), userId);
        keepAnAdministrator(caller.org(), user);
        user.leave(caller.org());
        if (user.memberships().isEmpty()) {
            users.remove(user);
        }
        return user;
    }

    private void keepAnAdministrator(String org, User leaving) {
        boolean another = users.membersOf(org).stream()
                .filter(user -> !user.id().equals(leaving.id()))
                .anyMatch(user -> user.roleIn(org).equals(Optional.of(Role.ADMIN)));
        if (!another) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "'" + leaving.name() + "' is the last administrator of organisation '" + org + "'. Make another one first.");
        }
    }

    /**
     * Makes a key for a member, or for the caller. A caller may make keys for themselves; for others the caller must be an
     * administrator of every organisation that the key would open.
     */
    public IssuedKey issueKey(Caller caller, UUID userId, String label) {
        User user = ownOrAdministered(caller, userId);
        return issue(user, label, KeyText.random(random));
    }

    /** The keys of a member, or of the caller; oldest first. */
    public List<ApiKey> keys(Caller caller, UUID userId) {
        return users.keysOf(ownOrAdministered(caller, userId).id());
    }

    /** Revokes a key at once. */
    public ApiKey revokeKey(Caller caller, UUID keyId) {
        ApiKey key = users.findKey(keyId).orElseThrow(() -> NotFound.of("API key", keyId));
        try {
            ownOrAdministered(caller, key.userId());
        } catch (NotFound e) {
            throw NotFound.of("API key", keyId);
        }
        users.removeKey(key);
        return key;
    }

    private User ownOrAdministered(Caller caller, UUID userId) {
        if (caller.userId().equals(userId)) {
            return users.find(userId).orElseThrow(() -> NotFound.of("user", userId));
        }
        caller.require(Role.ADMIN);
        User user = member(caller.org(), userId);
        User administrator = users.find(caller.userId()).orElseThrow(() -> NotFound.of("user", caller.userId()));
        boolean opensMore = user.memberships().stream()
                .anyMatch(membership -> !administrator.roleIn(membership.org()).equals(Optional.of(Role.ADMIN)));
        if (opensMore) {
            throw new GraftException(
                    StandardError.FORBIDDEN,
                    "'" + user.name() + "' is a member of organisations that you do not administer, so only they handle their keys.");
        }
        return user;
    }

    private User member(String org, UUID userId) {
        return users.find(userId)
                .filter(user -> user.roleIn(org).isPresent())
                .orElseThrow(() -> NotFound.of("user", userId));
    }

    /**
     * Makes the first administrator of a server that has no user yet; does nothing on any other.
     *
     * @return whether it was made
     */
    boolean makeFirstAdministrator(String org, String userName, KeyText key) {
        if (!users.isEmpty()) {
            return false;
        }
        organisations.find(org).orElseGet(() -> addOrganisation(org));
        User administrator = newUser(userName);
        administrator.join(org, Role.ADMIN);
        issue(administrator, "first start", key);
        return true;
    }

    /** Whether the server has no user yet. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    private IssuedKey issue(User user, String label, KeyText key) {
        if (label.length() > 255) {
            throw InvalidRequest.at("/label", "A key's label has at most 255 characters.");
        }
        ApiKey apiKey = new ApiKey(UUID.randomUUID(), user.id(), label, key, now());
        users.addKey(apiKey);
        return new IssuedKey(apiKey, key);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
