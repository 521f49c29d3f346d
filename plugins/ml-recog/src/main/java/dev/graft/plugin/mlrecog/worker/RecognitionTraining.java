// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.plugin.mlrecog.worker.spec.DataSpec;
import dev.graft.plugin.mlrecog.worker.spec.ModelSpec;
import dev.graft.plugin.mlrecog.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.action.Resumption;
import dev.graft.torchkit.action.TrainingCurves;
import dev.graft.torchkit.classification.InitialWeights;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.embedding.ClassBalancedOrder;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.Progress;
import dev.graft.torchkit.train.StatusReporter;
import dev.graft.torchkit.train.TrainingLoop;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;

/** One training, put together from its specs. */
final class RecognitionTraining {

    /** Files like {@code epoch=003.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "=", 3);

    private static final Logger LOG = Logger.getLogger(RecognitionTraining.class.getName());
    private static final int LOG_EVERY = 1;

    private final WorkerContext context;
    private final Machine machine;
    private final TrainSpec train;
    private final ModelDescription description;
    private final RecognitionNetwork network;
    private final UnreadableImages unreadable = new UnreadableImages();
    private final ImageBatches batches;
    private final Optional<ReferenceAndQuery> validation;

    private RecognitionTraining(WorkerContext context, Machine machine, DataSpec data, TrainSpec train, ModelDescription description) {
        this.context = context;
        this.machine = machine;
        this.train = train;
        this.description = description;
        this.network = description.network(TrainSpec.SEED);
        this.batches = trainingImages(data);
        this.validation = validationImages(data);
    }

    /** Loads what is needed: data, network, initial weights. */
    static RecognitionTraining prepare(WorkerContext context, DataSpec data, ModelSpec model, TrainSpec train) {
        Machine machine = Machine.of(context.job());
        TorchRuntime.seed(TrainSpec.SEED);
        RecognitionTraining training =
                new RecognitionTraining(context, machine, data, train, ModelDescription.of(context.job().specs()));
        training.initialise(model);
        return training;
    }

    private ImageBatches trainingImages(DataSpec data) {
        ImageFolder images = ImageFolder.labelled(
                ReferenceAndQuery.required(data.train(), "/dataset/train_dataset", "known_classes/train"), List.of());
        if (train.batchSize() <= data.perClass()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/train/batch_size is " + train.batchSize() + " and /dataset/num_instance " + data.perClass()
                            + ", so that a batch has images of one class alone and nothing to tell apart; set batch_size to "
                            + 2 * data.perClass() + " or more");
        }
        LOG.info(images.samples().size() + " images of " + images.classes().size() + " classes to learn from, " + train.batchSize()
                + " at a time, " + description.model().size() + " pixels");
        return new ImageBatches(
                images,
                data.trainPipeline(description.model().size()),
                new LoaderOptions(train.batchSize(), true, TrainSpec.SEED, threads(data)),
                order(data, images),
                ReferenceAndQuery.cache(images, true),
                unreadable);
    }

    private SampleOrder order(DataSpec data, ImageFolder images) {
        try {
            return new ClassBalancedOrder(images.samples(), data.perClass(), train.batchSize(), TrainSpec.SEED);
        } catch (IllegalArgumentException e) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/train/batch_size and /dataset/num_instance do not fit the dataset: " + e.getMessage(),
                    e);
        }
    }

    private Optional<ReferenceAndQuery> validationImages(DataSpec data) {
        if (data.reference().isEmpty() || data.query().isEmpty()) {
            LOG.warning("no reference or query images for validation: without them no best checkpoint can be told");
            return Optional.empty();
        }
        Path reference = ReferenceAndQuery.required(data.reference(), "/dataset/val_dataset/reference", "known_classes/reference");
        Path query = ReferenceAndQuery.required(data.query(), "/dataset/val_dataset/query", "known_classes/val");
        LoaderOptions options = LoaderOptions.evaluation(train.validationBatchSize(), threads(data));
        return Optional.of(ReferenceAndQuery.open(
                reference, query, description.pipeline(), options, true, unreadable, context.stop()));
    }

    private int threads(DataSpec data) {
        return Math.min(data.loaderThreads(), machine.cores());
    }

    private void initialise(ModelSpec model) {
        model.pretrained().ifPresent(file -> tell(InitialWeights.takeFitting(file, List.of(network, network.trunk()))));
        model.pretrainedTrunk().ifPresent(file -> tell(InitialWeights.takeFitting(file, List.of(network.trunk()))));
        model.pretrainedEmbedder().ifPresent(file -> tell(InitialWeights.takeFitting(file, List.of(network.embedder(), network))));
        train.resumeFrom()
                .filter(file -> !resumes(file))
                .ifPresent(file -> tell(InitialWeights.takeFitting(file, List.of(network, network.trunk()))));
        if (!train.trainTrunk()) {
            network.trunk().freeze();
        }
        if (!train.trainEmbedder()) {
            network.embedder().freeze();
        }
        network.moveTo(machine.device());
        LOG.info(model.backbone() + ", " + network.parameterCount() + " weights");
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
        RecognitionTask task = new RecognitionTask(network, machine.device(), batches, train.loss(), validation);
        StatusReporter reporter = new StatusReporter(
                context.status(), train.options().maxEpochs(), LOG_EVERY, Metrics.KEY, unreadable::summary);
        TrainingLoop<ImageBatch> loop = new TrainingLoop<>(
                task,
                train.optimizer().create(network.trainableParameters()),
                train.optimizer().schedule(),
                Optional.empty(),
                train.options(),
                new CheckpointFolder(context.job().resultsDir(), CHECKPOINTS),
                description.metadata(),
                List.of(reporter),
                context.stop());
        train.resumeFrom().filter(this::resumes).ifPresent(file -> Resumption.from(file, loop));
        Progress progress = loop.run();
        TrainingCurves.write(progress, Metrics.KEY.name(), context.job().resultsDir());
        return summary(progress);
    }

    private String summary(Progress progress) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Trained %d epochs on %d images of %d classes.",
                progress.epoch(),
                batches.folder().samples().size(),
                batches.folder().classes().size()));
        progress.best().ifPresent(best -> text.append(
                String.format(Locale.ROOT, " Best %s %.4f in epoch %d.", Metrics.KEY.name(), best.value(), best.epoch())));
        return (text + " " + unreadable.summary()).strip();
    }
}
