// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.PruneSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.ChannelMap;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.classification.OpenModel;
import dev.graft.torchkit.prune.ChannelPruning;
import dev.graft.torchkit.prune.PrunedNetwork;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Takes channels out of a trained network and stores what is left. */
final class PruneAction implements WorkerAction {

    /** The name by which the server finds a pruned model. */
    static final String PRUNED_MODEL = "pruned_model.pth";

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        PruneSpec prune = PruneSpec.read(root.section("prune"));
        root.refuseUnknown();
        Machine.of(context.job());
        OpenModel.Loaded<ModelDescription> loaded = OpenModel.load(prune.checkpoint(), specs::describe);
        PrunedNetwork pruned = pruned(loaded.classifier(), prune);
        ModelDescription smaller = loaded.description().with(pruned.widths());
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        smaller.metadata().forEach(checkpoint::metadata);
        pruned.weights().forEach(checkpoint::add);
        Path results = context.job().resultsDir();
        checkpoint.build().write(results.resolve(PRUNED_MODEL));
        ClassMap.write(results.resolve(ClassMap.NAME), smaller.classes());
        long before = loaded.classifier().parameterCount();
        long after = smaller.network().parameterCount();
        return String.format(
                Locale.ROOT,
                "Kept %d of %d weights (%.1f %%). Retrain to regain what accuracy was lost.",
                after,
                before,
                100.0 * after / before);
    }

    private static PrunedNetwork pruned(Classifier classifier, PruneSpec prune) {
        ChannelMap channels = classifier.backbone().channels().orElseThrow(() -> new GraftException(
                StandardError.INVALID_PARENT, "the network of the model cannot be pruned; EfficientNets and ResNets can"));
        try {
            return new ChannelPruning(channels, prune.options()).prune(classifier);
        } catch (IllegalArgumentException e) {
            throw new GraftException(StandardError.INVALID_SPECS, "/prune/excluded_layers: " + e.getMessage(), e);
        }
    }
}
