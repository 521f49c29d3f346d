// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import java.util.Objects;

/**
 * One thing wrong with specs.
 *
 * @param pointer JSON Pointer (RFC 6901) into the specs, {@code ""} for the whole, for example {@code /model/head/num_classes}
 * @param message what was seen, what is allowed and what to do, in one sentence for the user
 */
public record SpecFault(String pointer, String message) {
    public SpecFault {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }
}
