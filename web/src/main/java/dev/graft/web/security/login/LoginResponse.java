// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;

/**
 * The contract's {@code LoginRsp}.
 *
 * @param userId who signed in
 * @param token the access token; a secret
 */
public record LoginResponse(@JsonProperty("user_id") UUID userId, @JsonProperty("token") String token) {

    /** Without the secret, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "LoginResponse[userId=" + userId + "]";
    }
}
