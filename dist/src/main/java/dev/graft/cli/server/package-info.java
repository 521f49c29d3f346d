// SPDX-License-Identifier: Apache-2.0
/**
 * A server of one's own as a child process: started, awaited and stopped. The demonstration, the packaging and the end-to-end tests use
 * it. Nothing here is null unless marked Optional.
 */
package dev.graft.cli.server;
