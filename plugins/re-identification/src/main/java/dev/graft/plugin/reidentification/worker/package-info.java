// SPDX-License-Identifier: Apache-2.0
/**
 * What re_identification's worker process does: trains a network that finds people again, measures it by the protocol of Market-1501, exports
 * it, and writes the embeddings of images. Uses torchkit. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.reidentification.worker;
