// SPDX-License-Identifier: Apache-2.0
/**
 * Videos as folders of frames: which frames make a clip, optical flow as pictures or computed by OpenCV, and clips as samples of a network.
 * Uses the data, nn and spec packages and OpenCV; knows no network. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.video;
