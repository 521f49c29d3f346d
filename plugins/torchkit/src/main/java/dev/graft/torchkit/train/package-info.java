// SPDX-License-Identifier: Apache-2.0
/**
 * Training, the same for every network: the loop over epochs and batches, optimisers, learning rates, weight averaging, checkpoints and
 * resuming, and what listeners are told of it. A network's own part is a {@link dev.graft.torchkit.train.LearningTask}. Uses the nn,
 * parallel, checkpoint, data and worker packages; knows no task and no spec. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.train;
