// SPDX-License-Identifier: Apache-2.0
/**
 * Networks that are described by two files, {@code network.yaml} (who, what, how to run) and {@code specs.yaml} (with what parameters),
 * so that a plugin class is a few lines: see {@link dev.graft.spi.described.DescribedNetwork}. It fills the spec fields that the
 * server knows, plans the embedded form where an action has one, and renders the specs in the syntax that a container reads. Uses the
 * rest of the SPI and its YAML reader. Nothing here is null unless marked Optional.
 */
package dev.graft.spi.described;
