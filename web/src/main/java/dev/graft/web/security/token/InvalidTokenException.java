// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

/** A token that is not accepted. The message is for the log alone: a client is never told which check failed. */
public final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidTokenException(String reason) {
        super(reason);
    }

    public InvalidTokenException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
