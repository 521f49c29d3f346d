// SPDX-License-Identifier: Apache-2.0
/**
 * A job as a sequence of events that a reader can leave and take up again: its changes of state from the history, its status lines and its
 * log from the files. Nothing is kept for a reader but the position that it brings along. May use {@code dev.graft.job}; knows no HTTP.
 * Nothing here is null unless marked Optional.
 */
package dev.graft.job.feed;
