// SPDX-License-Identifier: Apache-2.0
/**
 * What people see: tables, text charts, progress bars, sizes and times. Results go to the standard output, progress to the standard
 * error, so that a pipe gets the result alone. Nothing here is null unless marked Optional.
 */
package dev.graft.cli.output;
