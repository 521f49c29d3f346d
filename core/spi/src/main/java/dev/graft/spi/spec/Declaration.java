// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import java.util.Objects;
import java.util.Optional;

/**
 * A parameter as a spec file declares it: what everyone may know, and what only its JSON Schema needs.
 *
 * @param parameter the parameter
 * @param pattern regular expression (ECMA-262) that a text has to match
 * @param open whether an object takes keys that are not declared
 */
record Declaration(SpecParameter parameter, Optional<String> pattern, boolean open) {
    Declaration {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(pattern, "pattern");
    }
}
