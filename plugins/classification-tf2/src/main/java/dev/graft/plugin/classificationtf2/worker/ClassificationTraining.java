// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.DataSpec;
import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.plugin.classificationtf2.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.action.Resumption;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassificationTask;
import dev.graft.torchkit.classification.InitialWeights;
import dev.graft.torchkit.classification.TrainingData;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.model.TrainingJob;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** One training, put together from its specs. */
final class ClassificationTraining {

    /** Files like {@code epoch_003.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "_", 3);

    private static final Logger LOG = Logger.getLogger(ClassificationTraining.class.getName());

    private final WorkerContext context;
    private final Machine machine;
    private final TrainSpec train;
    private final TrainingData data;
    private final ModelDescription description;
    private final Classifier classifier;

    private ClassificationTraining(
            WorkerContext context, Machine machine, TrainSpec train, TrainingData data, ModelDescription description) {
        this.context = context;
        this.machine = machine;
        this.train = train;
        this.data = data;
        this.description = description;
        this.classifier = description.network(train.seed());
    }

    /**
     * Loads what is needed: data, network, initial weights.
     *
     * @param withHead whether the classification layer of initial weights is taken too, if it tells the same classes apart
     */
    static ClassificationTraining prepare(
            WorkerContext context, DataSpec dataSpec, ModelSpec model, TrainSpec train, boolean withHead) throws IOException {
        Machine machine = Machine.shared(context, train.sharing());
        TrainingData data = data(context, dataSpec, model, train, machine);
        TorchRuntime.seed(train.seed());
        ChannelWidths widths = new StartingPoint(train.checkpoints()).widths(model.backbone());
        ModelDescription description = ModelDescription.of(context.job().specs(), data.classes(), widths);
        ClassificationTraining training = new ClassificationTraining(context, machine, train, data, description);
        training.initialise(model, withHead);
        if (machine.replicas().isFirst()) {
            ClassMap.write(context.job().resultsDir().resolve(ClassMap.NAME), data.classes());
        }
        return training;
    }

    private static TrainingData data(WorkerContext context, DataSpec data, ModelSpec model, TrainSpec train, Machine machine) {
        Path folder = Folders.required(data.train(), "/dataset/train_dataset_path", "a train dataset");
        ImageFolder images = ImageFolder.labelled(folder, List.of());
        int classes = images.classes().size();
        if (data.classes().isPresent() && data.classes().getAsInt() != classes) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/dataset/num_classes is " + data.classes().getAsInt() + ", but the dataset has " + classes + " classes; set it to "
                            + classes + " or leave it out");
        }
        if (data.validation().isEmpty()) {
            LOG.warning("no images for validation: without an evaluation dataset no best checkpoint can be told");
        }
        Optional<ImageFolder> validation = data.validation().map(given -> ImageFolder.labelled(
                Folders.required(Optional.of(given), "/dataset/val_dataset_path", "an evaluation dataset"), images.classes()));
        TrainingData.Preparation how = new TrainingData.Preparation(
                data.trainPipeline(model.size(), model.interpolation()),
                data.evaluationPipeline(model.size(), model.interpolation()),
                train.batchSize(),
                Math.min(train.loaderThreads(), machine.cores()),
                train.seed(),
                machine.shard());
        return TrainingData.open(images, validation, how, context.stop());
    }

    private void initialise(ModelSpec model, boolean withHead) {
        for (Path file : train.checkpoints()) {
            if (!resumes(file)) {
                tell(withHead
                        ? InitialWeights.takeModel(file, classifier, data.classes())
                        : InitialWeights.takeBackbone(file, classifier));
            }
        }
        Freezing.apply(model, classifier);
        classifier.moveTo(machine.device());
        LOG.info(model.backbone() + " with " + data.classes().size() + " classes, " + classifier.parameterCount() + " weights");
    }

    private boolean resumes(Path file) {
        return Resumption.isPossible(file, context.job().resultsDir());
    }

    private void tell(String sentence) {
        LOG.info(sentence);
        context.status().append(State.RUNNING, sentence);
    }

    /** Trains; returns the sentence for the last status line. */
    String run() throws IOException {
        ClassificationTask task = new ClassificationTask(
                classifier, machine, data, train.loss(), description.data().augmentation().mixup(), Metrics::named);
        return new TrainingJob<>(
                        task,
                        train.optimizer().create(train.regularization().groups(classifier.trainableParameters())),
                        train.schedule().schedule(train.optimizer().learningRate()),
                        train.options(),
                        CHECKPOINTS,
                        description.metadata(),
                        train.checkpoints().stream().filter(this::resumes).findFirst(),
                        data.unreadable()::summary)
                .run(
                        context,
                        data.training().folder().samples().size() + " images; the network has " + classifier.parameterCount()
                                + " weights");
    }
}
