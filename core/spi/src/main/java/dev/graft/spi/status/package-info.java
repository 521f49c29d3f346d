// SPDX-License-Identifier: Apache-2.0
/**
 * The status line: what a running job tells, one JSON object a line, in the form that TAO's containers write to {@code status.json}
 * (TAO Toolkit 5.3, status logging). Nothing here is null unless marked Optional.
 */
package dev.graft.spi.status;
