// SPDX-License-Identifier: Apache-2.0
/**
 * What crosses the border between the server and a worker process: the job file that the server writes, the order that a standing-by
 * worker takes, and the exit code that the worker ends with. Status lines are in {@link dev.graft.spi.status}. Nothing here is null.
 */
package dev.graft.spi.worker;
