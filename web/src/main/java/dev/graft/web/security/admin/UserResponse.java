// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.org.Role;
import dev.graft.org.User;
import dev.graft.web.json.ApiDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A user in one organisation.
 *
 * @param id the user's id on the server
 * @param name unique on the server
 * @param role {@code viewer}, {@code member} or {@code admin}; empty for one who has just left
 * @param createdOn when the user was made
 */
public record UserResponse(
        @JsonProperty("id") UUID id,
        @JsonProperty("name") String name,
        @JsonProperty("role") Optional<String> role,
        @JsonProperty("created_on") String createdOn) {

    static UserResponse of(User user, String org) {
        return new UserResponse(user.id(), user.name(), user.roleIn(org).map(Role::wireName), ApiDate.of(user.createdOn()));
    }
}
