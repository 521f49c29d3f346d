// SPDX-License-Identifier: Apache-2.0
/**
 * The parameters of an action: declared once in a spec file ({@link dev.graft.spi.spec.SpecFile}), and from there the JSON Schema that
 * the API serves, the defaults, the validation at submit, and the search space of AutoML. May use Jackson; nothing here is null
 * unless marked Optional.
 */
package dev.graft.spi.spec;
