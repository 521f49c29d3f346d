// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import java.net.URI;

/** No answer from the server. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableException(URI base, Throwable cause) {
        super("No answer from " + base + " (" + describe(cause) + "). Is the server running? Start one with 'graft serve', or name"
                + " another with --url or GRAFT_URL.", cause);
    }

    private static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
