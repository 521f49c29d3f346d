// SPDX-License-Identifier: Apache-2.0
/**
 * What the server gives its parts: who it is, the clock, threads that belong to the container, and the order in which the parts start. May use
 * Jakarta Concurrency and CDI, and nothing of the domain. Nothing here is null.
 */
package dev.graft.server;
