// SPDX-License-Identifier: Apache-2.0
/**
 * How values of the domain are written into columns: instants as timestamps, secrets as their ciphertext, records and JSON as JSON text.
 * All converters apply by type. {@code null} columns become {@code null} fields, which only entities see.
 */
package dev.graft.persistence.convert;
