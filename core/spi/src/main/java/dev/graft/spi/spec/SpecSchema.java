// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The parameters of one action of one network, and what follows from them. Immutable and thread safe. */
public interface SpecSchema {

    /** Every parameter, in the order of the spec file. */
    List<SpecParameter> parameters();

    /** The defaults of all parameters that have one, as the specs of a user who says nothing. A fresh copy at every call. */
    ObjectNode defaults();

    /**
     * The JSON Schema (2020-12) that the API serves and that specs are validated against: nested objects with {@code type},
     * {@code default}, ranges and options, {@code title}, {@code description}; and at its root {@code default},
     * {@code popular}, {@code automl_default_parameters} and {@code automl_add_parameters} (lists of dotted names), and
     * {@code automl_ranges}, the {@link SearchRange} of each of those that is a number. A fresh copy at every call.
     */
    ObjectNode jsonSchema();
}
