// SPDX-License-Identifier: Apache-2.0
/**
 * The frame of a worker process: reads the job file, tells the status file that it started before any native library is loaded, runs the
 * action, and turns its end into a last status line and an exit code. Uses the SPI only; it knows nothing of networks or training.
 * Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.worker;
