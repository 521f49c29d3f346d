// SPDX-License-Identifier: Apache-2.0
package dev.graft.fault;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;

/** Nothing of that id is visible to the caller; whether it exists elsewhere is not told. */
public class NotFound extends GraftException {

    private static final long serialVersionUID = 1L;

    private NotFound(String message) {
        super(StandardError.NOT_FOUND, message);
    }

    /** @param kind what was looked for, for example {@code dataset} */
    public static NotFound of(String kind, Object id) {
        return new NotFound("There is no " + kind + " " + id + " in this organisation.");
    }
}
