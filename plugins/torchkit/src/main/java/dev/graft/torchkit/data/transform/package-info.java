// SPDX-License-Identifier: Apache-2.0
/**
 * What is done to an image before it becomes a sample, under the names and with the parameters of MMClassification's pipelines, which TAO
 * takes over: both the 0.x names ({@code size}, {@code flip_prob}) and those of 1.x ({@code scale}, {@code prob}). Each transform is a value
 * without state; chance comes from the generator that it is handed. May use OpenCV, not libtorch. Nothing here is null unless marked
 * Optional.
 */
package dev.graft.torchkit.data.transform;
