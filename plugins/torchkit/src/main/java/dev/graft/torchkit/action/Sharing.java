// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.action;

import dev.graft.torchkit.spec.Section;

/**
 * How a training is shared.
 *
 * @param replicas processes, each with a GPU or its part of the cores; at least 1
 * @param synchronised whether batch normalisations use the batches of all processes together, as one process would
 */
public record Sharing(int replicas, boolean synchronised) {

    /** One process does it all. */
    public static final Sharing NONE = new Sharing(1, false);

    /** Reads {@code num_gpus}, {@code gpu_ids} and {@code sync_batchnorm} of a section; which GPUs are taken is the server's choice. */
    public static Sharing read(Section train) {
        int gpus = Math.max(train.integer("num_gpus", 1, 0), train.numbers("gpu_ids").size());
        return new Sharing(Math.max(1, gpus), train.flag("sync_batchnorm", true));
    }

    /** Among at least so many. */
    public Sharing atLeast(int number) {
        return new Sharing(Math.max(replicas, number), synchronised);
    }
}
