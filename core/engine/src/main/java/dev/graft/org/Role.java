// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user may do in an organisation. Each role includes those before it. */
public enum Role {
    /** Reads everything of the organisation. */
    VIEWER,
    /** Creates, changes and deletes datasets, experiments and jobs. */
    MEMBER,
    /** Administers users and keys. */
    ADMIN;

    /** Whether this role includes the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The name in the API, for example {@code member}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that wire name, or empty if there is none. */
    public static Optional<Role> find(String wireName) {
        return Stream.of(values()).filter(role -> role.wireName().equals(wireName)).findFirst();
    }
}
