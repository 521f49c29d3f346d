// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what: organisations, their users with a role each, and the API keys that users sign in with. A caller of every other
 * package is a {@link dev.graft.org.Caller}, already tied to one organisation. May use {@code dev.graft.fault} and
 * {@code dev.graft.storage}. Nothing here is null unless marked Optional.
 */
package dev.graft.org;
