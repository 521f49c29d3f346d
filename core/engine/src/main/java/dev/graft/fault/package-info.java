// SPDX-License-Identifier: Apache-2.0
/**
 * The faults that callers of the engine's services meet: {@link dev.graft.spi.error.GraftException} with the common kinds spelled out.
 * Nothing here is null.
 */
package dev.graft.fault;
