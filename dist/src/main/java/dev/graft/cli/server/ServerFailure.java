// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

/** A server of one's own that did not start or stop as it should; the message holds the end of its log. */
public final class ServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerFailure(String message) {
        super(message);
    }

    ServerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
