// SPDX-License-Identifier: Apache-2.0
/**
 * Figures that tell how good a network is, as the field defines them, computed in plain Java from scores and labels. Knows nothing of
 * tensors, files or pictures. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.metric;
