// SPDX-License-Identifier: Apache-2.0
/**
 * The verbs of the client, grouped as the API groups them: a class is a group, a method a verb. They ask the server through
 * {@code client} and print through {@code output}. Nothing here is null unless marked Optional; options that were not given are null
 * fields of picocli's making, and are turned into Optional or left out at once.
 */
package dev.graft.cli.command;
