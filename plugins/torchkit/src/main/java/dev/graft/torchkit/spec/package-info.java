// SPDX-License-Identifier: Apache-2.0
/**
 * Typed reading of specs inside a worker: every value is asked for by name, and what nobody asked for is refused, so that no parameter is
 * ignored in silence. Uses Jackson and the SPI's errors only. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.spec;
