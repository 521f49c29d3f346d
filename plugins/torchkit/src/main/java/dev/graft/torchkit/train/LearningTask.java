// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.data.Batch;
import dev.graft.torchkit.data.BatchSource;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.parallel.ReplicaGroup;
import org.bytedeco.pytorch.Tensor;

/**
 * What is trained: a network, its data, its loss and its metric.
 *
 * @param <B> its batches
 */
public interface LearningTask<B extends Batch> {

    /** The network. The loop switches it between training and evaluation. */
    Module network();

    /** The data to learn from. */
    BatchSource<B> trainingBatches();

    /** The mean loss of a batch, a scalar that can be differentiated. Called with the network in training, inside a native scope. */
    Tensor loss(B batch);

    /** The replicas that learn together, each with its own part of every batch. */
    default ReplicaGroup replicas() {
        return ReplicaGroup.alone();
    }

    /** The figures of the validation data. Called with the network in evaluation, of the first replica alone. */
    Evaluation validate();
}
