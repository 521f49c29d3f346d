// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.org.Organisation;
import dev.graft.org.Role;
import dev.graft.web.json.ApiDate;

/**
 * An organisation, as one of its members sees it.
 *
 * @param name its name, which is its id
 * @param role the member's role: {@code viewer}, {@code member} or {@code admin}
 * @param createdOn when it was made
 */
public record OrganisationResponse(
        @JsonProperty("name") String name, @JsonProperty("role") String role, @JsonProperty("created_on") String createdOn) {

    static OrganisationResponse of(Organisation organisation, Role role) {
        return new OrganisationResponse(organisation.name(), role.wireName(), ApiDate.of(organisation.createdOn()));
    }
}
