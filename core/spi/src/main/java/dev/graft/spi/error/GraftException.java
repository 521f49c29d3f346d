// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.error;

import java.util.Objects;

/**
 * A fault with its code. The message is for the person who sees it (a client, a job's {@code detailed_status}): what was seen, what is
 * allowed, what to do; it never holds a secret or a stack trace.
 */
public class GraftException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public GraftException(ErrorCode code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    public GraftException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The kind of fault. */
    public ErrorCode code() {
        return code;
    }
}
