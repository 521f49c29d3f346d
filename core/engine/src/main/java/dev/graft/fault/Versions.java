// SPDX-License-Identifier: Apache-2.0
package dev.graft.fault;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.OptionalLong;

/** The check behind {@code If-Match}. */
public final class Versions {

    private Versions() {}

    /**
     * Makes sure that a thing is still in the version that the caller has seen.
     *
     * @param expected the version seen; empty when the caller does not care
     * @throws GraftException PRECONDITION_FAILED if it is not
     */
    public static void check(OptionalLong expected, long actual) {
        if (expected.isPresent() && expected.getAsLong() != actual) {
            throw new GraftException(
                    StandardError.PRECONDITION_FAILED,
                    "It was changed since you read it (version " + expected.getAsLong() + ", now " + actual
                            + "). Read it again and repeat the change.");
        }
    }
}
