// SPDX-License-Identifier: Apache-2.0
package dev.graft.fault;

import dev.graft.spi.error.ErrorCode;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.stream.Collectors;

/** A request with one or more things wrong in its body, all told at once. */
public class InvalidRequest extends GraftException {

    private static final long serialVersionUID = 1L;

    private final transient List<SpecFault> faults;

    /** @param faults at least one, each with its JSON Pointer into the request's body */
    public InvalidRequest(List<SpecFault> faults) {
        this(StandardError.INVALID_REQUEST, faults);
    }

    /** @param faults at least one, each with its JSON Pointer into the request's body */
    public InvalidRequest(ErrorCode code, List<SpecFault> faults) {
        super(code, describe(faults));
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("an invalid request names at least one fault");
        }
        this.faults = List.copyOf(faults);
    }

    /** A request with one fault. */
    public static InvalidRequest at(String pointer, String message) {
        return new InvalidRequest(List.of(new SpecFault(pointer, message)));
    }

    /** Everything that is wrong. */
    public List<SpecFault> faults() {
        return faults;
    }

    private static String describe(List<SpecFault> faults) {
        return faults.stream()
                .map(fault -> fault.pointer().isEmpty() ? fault.message() : fault.pointer() + ": " + fault.message())
                .collect(Collectors.joining("; "));
    }
}
