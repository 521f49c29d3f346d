// SPDX-License-Identifier: Apache-2.0
package dev.graft.fault;

import dev.graft.spi.error.ErrorCode;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.spec.SpecFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects everything that is wrong with a request, so that it is told at once. Not thread safe. */
public final class FaultList {

    private final ErrorCode code;
    private final List<SpecFault> faults = new ArrayList<>();

    /** Faults of kind INVALID_REQUEST. */
    public FaultList() {
        this(StandardError.INVALID_REQUEST);
    }

    public FaultList(ErrorCode code) {
        this.code = code;
    }

    /** Adds a fault. */
    public FaultList add(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
        return this;
    }

    /** Adds a fault if a text that was sent is longer than allowed or cannot be stored. */
    public FaultList limit(String pointer, Optional<String> text, int maxLength) {
        text.filter(value -> value.length() > maxLength)
                .ifPresent(value -> add(pointer, "has " + value.length() + " characters; at most " + maxLength + " are allowed"));
        text.filter(value -> !storable(value))
                .ifPresent(value -> add(pointer, "has a NUL character or half of a surrogate pair, which no text has"));
        return this;
    }

    /** No database column holds such characters. */
    private static boolean storable(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** @throws InvalidRequest with every fault, if there is any */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new InvalidRequest(code, faults);
        }
    }
}
