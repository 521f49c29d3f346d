// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Jobs of this network, each in a folder of its own, and specs for them.
 *
 * @param root takes the folders
 */
record Jobs(Path root) {

    WorkerJobs.Ended run(String name, Action action, ObjectNode specs) throws IOException {
        return new WorkerJobs(root, "ml_recog", MlRecogWorker.actions(root.resolve(name).toString())).run(name, action, specs);
    }

    /** Specs of a small network and the unknown digits, for any action. */
    static ObjectNode specs(Digits digits) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/model").put("backbone", "resnet_18").put("input_width", 32).put("input_height", 32).put("feat_dim", 256);
        specs.withObject("/dataset").put("workers", 2);
        specs.withObject("/dataset/val_dataset").put("reference", digits.unknown("reference")).put("query", digits.unknown("test"));
        return specs;
    }

    /** Specs for a training on the known digits, whose images are not mirrored, erased or coloured. */
    static ObjectNode training(Digits digits, int epochs) {
        ObjectNode specs = specs(digits);
        specs.withObject("/dataset").put("train_dataset", digits.known("train")).put("num_instance", 4).put("prob", 0).put("re_prob", 0);
        specs.withObject("/dataset/color_augmentation").put("enabled", false);
        specs.withObject("/dataset/val_dataset").put("reference", digits.known("reference")).put("query", digits.known("val"));
        specs.withObject("/train")
                .put("num_epochs", epochs)
                .put("checkpoint_interval", 1)
                .put("batch_size", 64)
                .put("val_batch_size", 50)
                .put("smooth_loss", false);
        specs.withObject("/train/optim").put("warmup_iters", 0).put("triplet_loss_margin", 0.3);
        for (String part : List.of("trunk", "embedder")) {
            specs.withObject("/train/optim/" + part).put("base_lr", 0.001);
        }
        return specs;
    }

    /** The same, for a training that ends with two epochs at lower rates. */
    static ObjectNode annealed(Digits digits, int epochs) {
        ObjectNode specs = training(digits, epochs);
        specs.withObject("/train").put("checkpoint_interval", epochs);
        specs.withObject("/train/optim").putArray("steps").add(epochs - 2).add(epochs - 1);
        return specs;
    }
}
