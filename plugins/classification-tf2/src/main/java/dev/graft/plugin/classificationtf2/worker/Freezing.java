// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Module;
import java.util.List;

/** Keeps parts of a network from learning: {@code freeze_blocks} and {@code freeze_bn}. */
final class Freezing {

    private Freezing() {}

    static void apply(ModelSpec model, Classifier classifier) {
        List<List<Module>> blocks = classifier.backbone().blocks();
        for (int number : model.frozenBlocks()) {
            if (number >= blocks.size()) {
                throw new GraftException(
                        StandardError.INVALID_SPECS,
                        "/model/freeze_blocks has " + number + ", but " + model.backbone() + " has the blocks 0 to " + (blocks.size() - 1));
            }
            blocks.get(number).forEach(Module::freeze);
        }
        if (model.freezeStatistics()) {
            classifier.modules().stream().filter(BatchNorm2d.class::isInstance).forEach(Module::holdInEvaluation);
        }
    }
}
