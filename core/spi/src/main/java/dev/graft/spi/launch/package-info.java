// SPDX-License-Identifier: Apache-2.0
/**
 * How a job is run: a {@link dev.graft.spi.launch.Launcher} turns a request (action, specs, resolved inputs) into a
 * {@link dev.graft.spi.launch.LaunchPlan} that says what to run and not where. Values only; no process is started here. Nothing is
 * null unless marked Optional; all paths are absolute.
 */
package dev.graft.spi.launch;
