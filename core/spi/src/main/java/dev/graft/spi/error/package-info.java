// SPDX-License-Identifier: Apache-2.0
/** Faults with a code and a blame, so that a person knows who has to act and what to do. Nothing here is null. */
package dev.graft.spi.error;
