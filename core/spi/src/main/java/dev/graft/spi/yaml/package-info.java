// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the declarative files of a plugin as a tree of nodes that know their line, so that every fault in a file is told with its place,
 * all of a file at once. Wraps SnakeYAML, which nothing outside this package sees. Nothing here is null unless marked Optional.
 */
package dev.graft.spi.yaml;
