// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Caller;
import dev.graft.org.Role;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A user as the database has them now.
 *
 * @param name what people call them; not unique
 * @param roles from organisation to the user's role in it; empty for a user without any
 * @param operatingOrg the organisation that runs the server: a role there counts for what belongs to no organisation
 */
public record Account(UUID userId, String name, Map<String, Role> roles, String operatingOrg) {

    public Account {
        roles = Map.copyOf(roles);
    }

    /** The user acting in that organisation; empty for one that they do not belong to. */
    public Optional<Caller> in(String org) {
        return Optional.ofNullable(roles.get(org)).map(role -> new Caller(userId, org, role));
    }

    /** The user acting in the organisation that runs the server; empty for one that does not belong to it. */
    public Optional<Caller> operator() {
        return in(operatingOrg);
    }

    /** The roles as tokens name them. */
    public Map<String, String> roleNames() {
        return roles.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, role -> role.getValue().wireName()));
    }
}
