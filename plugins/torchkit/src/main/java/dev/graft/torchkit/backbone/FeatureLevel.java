// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

/**
 * One feature map of a backbone's pyramid.
 *
 * @param channels number of channels
 * @param stride pixels of the input per element of the map, in both directions
 */
public record FeatureLevel(int channels, int stride) {}
