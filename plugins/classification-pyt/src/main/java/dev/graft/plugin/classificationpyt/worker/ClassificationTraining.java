// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.DataSpec;
import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.plugin.classificationpyt.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassificationTask;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.InitialWeights;
import dev.graft.torchkit.classification.TrainingData;
import dev.graft.torchkit.data.ClassList;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.model.TrainingJob;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.WeightAverage;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/** One training, put together from its specs. */
final class ClassificationTraining {

    /** The file names of TAO's classification_pyt: {@code epoch_3.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "_", 1);

    /** What fits most networks on a CPU where the specs say nothing; TAO's own default of 1 would learn nothing. */
    private static final int DEFAULT_BATCH = 32;

    private static final Logger LOG = Logger.getLogger(ClassificationTraining.class.getName());

    private final WorkerContext context;
    private final Machine machine;
    private final ModelSpec model;
    private final TrainSpec train;
    private final TrainingData data;
    private final Classifier classifier;
    private final Map<String, String> metadata;

    private ClassificationTraining(
            WorkerContext context, Machine machine, ModelSpec model, TrainSpec train, TrainingData data, Classifier classifier) {
        this.context = context;
        this.machine = machine;
        this.model = model;
        this.train = train;
        this.data = data;
        this.classifier = classifier;
        this.metadata = ModelDescription.metadata(context.job().specs(), data.classes());
    }

    /** Loads what is needed: data, network, initial weights. */
    static ClassificationTraining prepare(WorkerContext context, DataSpec dataSpec, ModelSpec model, TrainSpec train) {
        Machine machine = Machine.shared(context, train.sharing());
        TrainingData data = data(dataSpec, model, train, machine, context);
        TorchRuntime.seed(train.seed());
        Classifier classifier =
                new ClassifierFactory().create(model, data.classes().size(), dataSpec.trainPipeline().outputSize(), train.seed());
        ClassificationTraining training = new ClassificationTraining(context, machine, model, train, data, classifier);
        training.initialise();
        return training;
    }

    private static TrainingData data(
            DataSpec data, ModelSpec model, TrainSpec train, Machine machine, WorkerContext context) {
        List<String> wanted = data.train().classes().map(ClassList::read).orElse(List.of());
        ImageFolder images = ImageFolder.labelled(data.train().requiredImages("a train dataset"), wanted);
        checkClasses(model, images.classes());
        TrainingData.Preparation how = new TrainingData.Preparation(
                data.trainPipeline(),
                data.evaluationPipeline(),
                data.batchSize().orElse(DEFAULT_BATCH),
                data.loaderThreads().orElse(machine.cores()),
                train.seed(),
                machine.shard());
        return TrainingData.open(images, validation(data, train, images.classes()), how, context.stop());
    }

    private static Optional<ImageFolder> validation(DataSpec data, TrainSpec train, List<String> classes) {
        if (train.options().validateEvery() == 0) {
            return Optional.empty();
        }
        if (data.val().images().isEmpty()) {
            LOG.warning("no images for validation: without an evaluation dataset no best checkpoint can be told");
            return Optional.empty();
        }
        return Optional.of(ImageFolder.labelled(data.val().requiredImages("an evaluation dataset"), classes));
    }

    private static void checkClasses(ModelSpec model, List<String> classes) {
        if (model.head().classes().isPresent() && model.head().classes().getAsInt() != classes.size()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/model/head/num_classes is " + model.head().classes().getAsInt() + ", but the dataset has " + classes.size()
                            + " classes; set it to " + classes.size() + " or leave it out");
        }
    }

    /** Trains the network, or its head if the backbone is frozen. */
    String byGradients() throws IOException {
        ClassificationTask task = new ClassificationTask(
                classifier, machine, data, model.head().loss(), Optional.empty(), ClassifierEvaluator::named);
        return new TrainingJob<>(
                        task,
                        optimizer(),
                        schedule(),
                        train.averaging().map(how -> new WeightAverage(classifier, how.momentum(), how.interval())),
                        train.options(),
                        CHECKPOINTS,
                        metadata,
                        train.resumeFrom(),
                        data.unreadable()::summary,
                        train.logEvery())
                .run(context, data.training().folder().samples().size() + " images");
    }

    /** Fits the head to the features of the backbone. */
    String byLogisticRegression() {
        CheckpointFolder checkpoints = new CheckpointFolder(context.job().resultsDir(), CHECKPOINTS);
        return new HeadFitting(context, machine, classifier, data, model.head().logistic(), checkpoints, metadata).run();
    }

    private void initialise() {
        Optional<Path> whole = model.pretrainedModel().or(train::loadFrom);
        whole.ifPresent(file -> tell(InitialWeights.takeModel(file, classifier, data.classes())));
        model.pretrainedBackbone().ifPresent(file -> tell(InitialWeights.takeBackbone(file, classifier)));
        if (model.freeze()) {
            classifier.backbone().freeze();
            LOG.info("the backbone is frozen; only the head is trained");
        }
        classifier.moveTo(machine.device());
        LOG.info(model.backbone() + " with " + data.classes().size() + " classes, " + classifier.parameterCount() + " weights");
    }

    private void tell(String sentence) {
        LOG.info(sentence);
        context.status().append(State.RUNNING, sentence);
    }

    private Optimizer optimizer() {
        String head = classifier.backbone().headName();
        // mmcls calls the parts backbone and head; its custom_keys refer to that.
        UnaryOperator<String> nameForRules = name -> (name.startsWith(head + ".") ? "head." : "backbone.") + name;
        return train.optimizer().create(classifier.trainableParameters(), nameForRules);
    }

    private Schedule schedule() {
        return train.schedule().schedule(
                train.optimizer().learningRate(), data.training().batchesPerEpoch(), train.options().maxEpochs());
    }
}
