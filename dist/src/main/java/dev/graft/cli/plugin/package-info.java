// SPDX-License-Identifier: Apache-2.0
/**
 * What the command line does with plugins on its own machine: new projects, zips of folders, verification and reference pages. Uses the SPI
 * and the test kit, and nothing of the server. Nothing here is null unless marked Optional.
 */
package dev.graft.cli.plugin;
