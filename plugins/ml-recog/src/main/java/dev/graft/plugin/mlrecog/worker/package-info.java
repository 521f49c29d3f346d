// SPDX-License-Identifier: Apache-2.0
/**
 * What ml_recog's worker process does: trains an embedder, measures it on reference and query images, exports it, and names the nearest
 * references of new images. Uses torchkit. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.mlrecog.worker;
