// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures for people: confusion matrices, training curves, labelled images. Plain Java2D, without a screen. Uses the metric and data
 * packages; nothing native. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.picture;
