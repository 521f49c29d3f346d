// SPDX-License-Identifier: Apache-2.0
/**
 * Metric learning: networks that lay images of one class close together. Stored embedders and the embeddings that they give, triplet and
 * centre losses with their miners, margins on the logits of identities, and orders of samples that put several images of each class into a
 * batch. Uses the action, nn, checkpoint, onnx, data and classification packages; how well the embeddings find their like is told by the
 * retrieval package. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.embedding;
