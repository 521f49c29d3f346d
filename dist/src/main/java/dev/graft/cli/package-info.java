// SPDX-License-Identifier: Apache-2.0
/**
 * The command line's entry: the tree of commands, exit codes, and how faults become one clear sentence. The commands are in
 * {@code command}, the conversation with the server in {@code client}. The command line knows the REST API alone, never the server's
 * classes. Nothing here is null unless marked Optional.
 */
package dev.graft.cli;
