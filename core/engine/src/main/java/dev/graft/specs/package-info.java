// SPDX-License-Identifier: Apache-2.0
/**
 * Specs: their schema, their defaults, and the check of what a user gives. Reads the plugins; stores nothing. Nothing here is null unless
 * marked Optional.
 */
package dev.graft.specs;
