// SPDX-License-Identifier: Apache-2.0
/** Scheduling policies against loads of simulated jobs, in simulated time. Nothing here is null. */
package dev.graft.executor.simulation;
