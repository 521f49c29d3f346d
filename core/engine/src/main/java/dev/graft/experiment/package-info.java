// SPDX-License-Identifier: Apache-2.0
/**
 * Experiments: a network architecture with the datasets, base experiments and settings that its jobs share. May use {@code org},
 * {@code page}, {@code fault}, {@code cloud}, {@code secret}, {@code dataset} and {@code plugin}; knows no jobs, which stand against
 * deletion through {@link dev.graft.experiment.ExperimentDependant}. Nothing here is null unless marked Optional.
 */
package dev.graft.experiment;
