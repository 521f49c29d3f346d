// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import dev.graft.fault.InvalidRequest;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A person or a program that uses the server, with a role in each of their organisations. */
@Entity
@Table(name = "users")
public class User {

    private static final int NAME_LENGTH = 255;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "name", nullable = false, unique = true, length = NAME_LENGTH)
    private String name;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "memberships", joinColumns = @JoinColumn(name = "user_id"))
    private Set<Membership> memberships = new HashSet<>();

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    /** For JPA. */
    protected User() {}

    /**
     * A new user without a membership.
     *
     * @param name unique on the server, 1 to 255 characters, for example an e-mail address
     * @throws InvalidRequest if the name is blank or too long
     */
    public User(UUID id, String name, Instant createdOn) {
        this.id = Objects.requireNonNull(id, "id");
        this.name = checkedName(name);
        this.createdOn = Objects.requireNonNull(createdOn, "createdOn");
    }

    private static String checkedName(String name) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw InvalidRequest.at("/name", "A user's name has 1 to " + NAME_LENGTH + " characters and is not blank.");
        }
        return name;
    }

    /** Makes the user a member of the organisation, or changes their role in it. */
    public void join(String org, Role role) {
        leave(org);
        memberships.add(new Membership(org, role));
    }

    /** Ends the membership in the organisation, if there is one. */
    public void leave(String org) {
        memberships.removeIf(membership -> membership.org().equals(org));
    }

    /** The role in that organisation, or empty if the user is no member. */
    public Optional<Role> roleIn(String org) {
        return memberships.stream()
                .filter(membership -> membership.org().equals(org))
                .map(Membership::role)
                .findFirst();
    }

    /** The user as a caller in that organisation, or empty if they are no member. */
    public Optional<Caller> in(String org) {
        return roleIn(org).map(role -> new Caller(id, org, role));
    }

    /** The memberships by name of the organisation. */
    public List<Membership> memberships() {
        return memberships.stream().sorted(Comparator.comparing(Membership::org)).toList();
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Instant createdOn() {
        return createdOn;
    }

    /** Rises with every change; a token that names an older one can be checked again. */
    public long lockVersion() {
        return lockVersion;
    }
}
