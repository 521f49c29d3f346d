// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A signing key.
 *
 * @param kid its id in {@code /.well-known/jwks.json} and in the header of tokens
 */
public record SigningKeyResponse(@JsonProperty("kid") String kid) {
}
