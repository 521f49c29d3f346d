// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.DataSpec;
import dev.graft.plugin.classificationpyt.worker.spec.HeadSpec;
import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.plugin.classificationpyt.worker.spec.TrainSpec;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;

/** Trains a classifier: with gradients, or as a logistic regression on the features of a backbone that stays as it is. */
final class TrainAction implements WorkerAction {

    /** The network's key metric. */
    static final KeyMetric KEY_METRIC = new KeyMetric(ClassifierEvaluator.ACCURACY_TOP + 1, Goal.MAXIMIZE);

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        root.leave("results_dir", "evaluate", "inference", "export", "gen_trt_engine", "prune", "encryption_key");
        DataSpec data = DataSpec.read(root.section("dataset"));
        ModelSpec model = ModelSpec.read(root.section("model"));
        TrainSpec train = TrainSpec.read(root.section("train"), root.integer("gpus", 1, 0), KEY_METRIC);
        root.refuseUnknown();
        if (model.head().type() == HeadSpec.Type.LOGISTIC_REGRESSION && train.sharing().replicas() > 1) {
            throw root.section("train").fault("num_gpus", "is more than 1, but a logistic regression is fitted by one process; set it to 1");
        }
        ClassificationTraining training = ClassificationTraining.prepare(context, data, model, train);
        return model.head().type() == HeadSpec.Type.LINEAR ? training.byGradients() : training.byLogisticRegression();
    }
}
