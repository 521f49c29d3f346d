// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Jobs of this network, each in a folder of its own, and specs for them.
 *
 * @param root takes the folders
 */
record Jobs(Path root) {

    WorkerJobs.Ended run(String name, Action action, ObjectNode specs) throws IOException {
        return new WorkerJobs(root, "classification_tf2", ClassificationWorker.actions(root.resolve(name).toString())).run(name, action, specs);
    }

    /** Specs of a network on a dataset of small images, for any action. */
    static ObjectNode specs(Digits digits, String backbone) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/dataset")
                .put("train_dataset_path", digits.images("train"))
                .put("val_dataset_path", digits.images("val"))
                .put("preprocess_mode", "torch");
        specs.withObject("/dataset/augmentation")
                .put("enable_random_crop", false)
                .put("enable_center_crop", false)
                .put("disable_horizontal_flip", true);
        specs.withObject("/model").put("backbone", backbone).put("input_width", 32).put("input_height", 32);
        specs.withObject("/evaluate").put("batch_size", 50).put("n_workers", 2);
        return specs;
    }

    /** Specs for a training with Adam. */
    static ObjectNode training(Digits digits, String backbone, int epochs) {
        ObjectNode specs = specs(digits, backbone);
        specs.withObject("/train").put("num_epochs", epochs).put("batch_size_per_gpu", 32);
        specs.withObject("/train/optim_config")
                .put("optimizer", "adam")
                .put("lr", 0.001)
                .put("decay", 0)
                .put("beta_1", 0.9)
                .put("beta_2", 0.999)
                .put("epsilon", 1e-7);
        return specs;
    }
}
