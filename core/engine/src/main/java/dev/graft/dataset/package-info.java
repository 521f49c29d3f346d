// SPDX-License-Identifier: Apache-2.0
/**
 * Datasets: what users register, upload and experiments read. A {@link dev.graft.dataset.Dataset} is the entity with its pull states;
 * {@link dev.graft.dataset.DatasetService} is what the API calls; uploads go to an inbox on disk and are unpacked and checked in the
 * background. May use {@code org}, {@code page}, {@code fault}, {@code archive}, {@code cloud}, {@code secret}, {@code storage} and
 * {@code server}; knows neither experiments nor jobs, which stand against deletion through
 * {@link dev.graft.dataset.DatasetDependant}. Nothing here is null unless marked Optional.
 */
package dev.graft.dataset;
