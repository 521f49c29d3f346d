// SPDX-License-Identifier: Apache-2.0
/**
 * How well embeddings find their like: distances, nearest neighbours, the metrics of metric learning (as pytorch-metric-learning defines
 * them), clustering and its agreement with classes, the Market-1501 protocol, re-ranking by reciprocal neighbours, and principal
 * components. Plain Java on rows of floats, but for matrix products, which libtorch computes. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.retrieval;
