// SPDX-License-Identifier: Apache-2.0
/** Holds the SPI against its last release, so that a change that breaks plugins is seen. Nothing here is null. */
package dev.graft.spi.compatibility;
