// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import java.util.List;

/** A plugin's declarative file cannot be used. The message lists every fault, each with file and line. */
public final class DeclarationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /**
     * Of these faults.
     *
     * @param faults at least one, each as {@code file:line: what is wrong}
     */
    public DeclarationException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, as {@code file:line: what is wrong}. */
    public List<String> faults() {
        return faults;
    }
}
