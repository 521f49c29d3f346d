// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

/** A start that cannot go on; the message tells the person at the terminal what to do. */
final class LaunchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
