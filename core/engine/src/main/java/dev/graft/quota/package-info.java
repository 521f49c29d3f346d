// SPDX-License-Identifier: Apache-2.0
/**
 * How much organisations may store, and how much they do. What takes in bytes asks here first. May use {@code dev.graft.storage} and the
 * limits of {@code dev.graft.executor}; knows neither datasets nor jobs. Nothing here is null unless marked Optional.
 */
package dev.graft.quota;
