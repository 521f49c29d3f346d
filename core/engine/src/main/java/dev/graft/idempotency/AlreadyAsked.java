// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

/** Another request with the same key was faster; what this one has begun is undone. */
public class AlreadyAsked extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what the database said */
    public AlreadyAsked(Throwable cause) {
        super("another request with this key was faster", cause);
    }
}
