// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.Objects;
import java.util.UUID;

/**
 * Someone who was authenticated and is a member of the organisation that they act in.
 *
 * @param userId the user
 * @param org name of the organisation
 * @param role their role in it
 */
public record Caller(UUID userId, String org, Role role) {

    public Caller {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(role, "role");
    }

    /**
     * Makes sure that the caller has at least that role.
     *
     * @throws GraftException FORBIDDEN if not
     */
    public void require(Role needed) {
        if (!role.includes(needed)) {
            throw new GraftException(
                    StandardError.FORBIDDEN,
                    "Your role in organisation '" + org + "' is " + role.wireName() + "; this needs " + needed.wireName()
                            + ". Ask an administrator of the organisation.");
        }
    }
}
