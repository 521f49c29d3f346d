// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

/** Names of the claims that neither RFC 7519 nor MicroProfile JWT has. */
public final class TokenClaims {

    /** Access tokens: an object from organisation to role, {@code {"acme": "ADMIN"}}, as they were at the login. */
    public static final String ORGANISATIONS = "orgs";

    /** Job tokens: the one organisation in whose paths the token may be used. */
    public static final String ORGANISATION = "org";

    private TokenClaims() {
    }
}
