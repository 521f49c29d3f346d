// SPDX-License-Identifier: Apache-2.0
/**
 * Searches over hyperparameters: a train job of an experiment that wants one becomes a search, whose trials are jobs of the same pool. The
 * stored search and its trials are the only memory; everything else here can be lost at any moment and is rebuilt from them. What to try
 * next is said by {@code dev.graft.automl.search}, what may be tried by {@code dev.graft.automl.space}, and what came of it is drawn by
 * {@code dev.graft.automl.chart}. Changes jobs through {@link dev.graft.job.JobLifecycle} alone. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.automl;
