// SPDX-License-Identifier: Apache-2.0
/**
 * The networks of visual_changenet: a backbone that sees both pictures, and heads that compare its feature maps. Written with torchkit's
 * operations alone; names are those of TAO's implementation, which follows ChangeFormer (arXiv:2201.01293). Nothing here is null.
 */
package dev.graft.plugin.visualchangenet.worker.network;
