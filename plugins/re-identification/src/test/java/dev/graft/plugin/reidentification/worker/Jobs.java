// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

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
        return new WorkerJobs(root, "re_identification", ReIdWorker.actions()).run(name, action, specs);
    }

    /** Specs of a small network, for any action. */
    static ObjectNode specs() {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.withObject("/model").put("backbone", "resnet_18").put("input_width", 32).put("input_height", 64).put("feat_dim", 128);
        specs.withObject("/dataset").put("batch_size", 64).put("num_workers", 2);
        return specs;
    }

    /** Specs for a training, whose images are not mirrored. */
    static ObjectNode training(People people, int epochs) {
        ObjectNode specs = specs();
        specs.withObject("/dataset")
                .put("train_dataset_dir", people.folder("sample_train"))
                .put("test_dataset_dir", people.folder("sample_test"))
                .put("query_dataset_dir", people.folder("sample_query"))
                .put("padding", 2)
                .put("prob", 0)
                .put("re_prob", 0);
        specs.withObject("/re_ranking").put("re_ranking", false);
        specs.withObject("/train").put("num_epochs", epochs);
        specs.withObject("/train/optim").put("base_lr", 0.001).put("warmup_iters", 2).put("warmup_factor", 0.1).putArray("lr_steps").add(9).add(11);
        return specs;
    }

    /** Specs that look people up with a model. */
    static ObjectNode search(People people, String model, String section) {
        ObjectNode specs = specs();
        specs.withObject("/" + section)
                .put("checkpoint", model)
                .put("query_dataset", people.folder("sample_query"))
                .put("test_dataset", people.folder("sample_test"));
        return specs;
    }
}
