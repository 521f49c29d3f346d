// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

/** The server's refusal; the message is the server's own. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    /**
     * A refusal.
     *
     * @param status HTTP status
     * @param errorCode the {@code error_code} of the body, 0 if it has none
     * @param message what the server says
     */
    public ApiException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The stable number of the kind of fault, 0 if the server named none. */
    public int errorCode() {
        return errorCode;
    }
}
