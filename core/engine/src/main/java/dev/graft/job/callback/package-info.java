// SPDX-License-Identifier: Apache-2.0
/**
 * What workers on other machines report: status lines and log text that arrive by themselves, are appended to the same files that a local
 * worker writes, and are read from there by the one {@link dev.graft.job.StatusReader}. May use {@code dev.graft.job}; knows neither
 * executors nor HTTP. Nothing here is null unless marked Optional.
 */
package dev.graft.job.callback;
