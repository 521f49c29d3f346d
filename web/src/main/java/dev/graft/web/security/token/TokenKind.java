// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

/**
 * What a token is for. Kinds differ in header {@code typ} and in audience, so that one can never pass for another
 * (RFC 8725, 3.11 and 3.12).
 */
public enum TokenKind {
    /** A person's or program's access to the API, traded for an API key at the login. */
    ACCESS("graft-access+jwt", "graft-api"),
    /** A worker's access to the callbacks of one job, and to nothing else. */
    JOB("graft-job+jwt", "graft-job-callback");

    private final String type;
    private final String audience;

    TokenKind(String type, String audience) {
        this.type = type;
        this.audience = audience;
    }

    /** The header {@code typ}. */
    public String type() {
        return type;
    }

    /** The only member of the claim {@code aud}. */
    public String audience() {
        return audience;
    }
}
