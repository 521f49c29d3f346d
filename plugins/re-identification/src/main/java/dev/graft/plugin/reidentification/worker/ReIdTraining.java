// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.DataSpec;
import dev.graft.plugin.reidentification.worker.spec.ModelSpec;
import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.plugin.reidentification.worker.spec.TrainSpec;
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
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.embedding.IdentityOrder;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
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
final class ReIdTraining {

    /** Files like {@code epoch=003.pth}. */
    static final CheckpointRule CHECKPOINTS = new CheckpointRule(List.of(".pth"), "=", 3);

    private static final Logger LOG = Logger.getLogger(ReIdTraining.class.getName());
    private static final int LOG_EVERY = 1;

    private final WorkerContext context;
    private final Machine machine;
    private final DataSpec data;
    private final TrainSpec train;
    private final RankingSpec ranking;
    private final ModelDescription description;
    private final UnreadableImages unreadable = new UnreadableImages();
    private final PersonImages images;
    private final TrainingNetwork network;

    private ReIdTraining(
            WorkerContext context, Machine machine, DataSpec data, ModelSpec model, TrainSpec train, RankingSpec ranking) {
        this.context = context;
        this.machine = machine;
        this.data = data;
        this.train = train;
        this.ranking = ranking;
        this.description = ModelDescription.of(context.job().specs());
        this.images = PersonImages.open(data.train(), "/dataset/train_dataset_dir", "sample_train");
        Initializer init = Initializer.seeded(train.seed());
        ReIdNetwork base = Backbones.network(model, init);
        this.network = new TrainingNetwork(
                base, Backbones.features(model, base.base()), people(), model.dropout(), train.loss(), init);
    }

    /** Loads what is needed: data, network, initial weights. */
    static ReIdTraining prepare(WorkerContext context, DataSpec data, ModelSpec model, TrainSpec train, RankingSpec ranking) {
        Machine machine = Machine.of(context.job());
        TorchRuntime.seed(train.seed());
        ReIdTraining training = new ReIdTraining(context, machine, data, model, train, ranking);
        training.initialise(model);
        return training;
    }

    private int people() {
        return images.folder().classes().size();
    }

    private void initialise(ModelSpec model) {
        data.people().ifPresent(number -> {
            if (number != people()) {
                LOG.info("dataset.num_classes is " + number + "; the dataset has " + people() + " people, who count");
            }
        });
        List<Module> parts = List.of(network, network.network().base());
        model.pretrained().ifPresent(file -> tell(InitialWeights.takeFitting(file, parts)));
        train.resumeFrom().filter(file -> !resumes(file)).ifPresent(file -> tell(InitialWeights.takeFitting(file, parts)));
        network.moveTo(machine.device());
        LOG.info(model.backbone() + " for " + people() + " people, " + network.network().parameterCount() + " weights without their classifier");
    }

    private boolean resumes(Path file) {
        return Resumption.isPossible(file, context.job().resultsDir());
    }

    private void tell(String sentence) {
        LOG.info(sentence);
        context.status().append(State.RUNNING, sentence);
    }

    private ImageBatches batches() {
        LoaderOptions options = new LoaderOptions(data.batchSize(), true, train.seed(), threads());
        LOG.info(images.folder().samples().size() + " images of " + people() + " people to learn from, " + data.batchSize()
                + " at a time, " + description.model().size() + " pixels");
        return new ImageBatches(
                images.folder(),
                data.trainPipeline(description.model().size()),
                options,
                order(options),
                ImageCache.withinHeap(images.folder().samples().size()),
                unreadable);
    }

    /** Triplets need several images of each person in a batch. */
    private SampleOrder order(LoaderOptions options) {
        if (data.sampler() == DataSpec.Sampler.SOFTMAX) {
            return SampleOrder.of(images.folder().samples().size(), options);
        }
        int people = data.batchSize() / data.perPerson();
        if (data.batchSize() % data.perPerson() != 0 || people < 2 || data.perPerson() < 2) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/dataset/batch_size is " + data.batchSize() + " and num_instances " + data.perPerson()
                            + "; triplets need at least two images of at least two people, and batch_size a multiple of num_instances");
        }
        try {
            return new IdentityOrder(images.folder().samples(), people, data.perPerson(), train.seed());
        } catch (IllegalArgumentException e) {
            throw new GraftException(
                    StandardError.INVALID_SPECS, "/dataset/batch_size is too large for the dataset: " + e.getMessage(), e);
        }
    }

    private int threads() {
        return Math.min(data.loaderThreads(), machine.cores());
    }

    private Optional<Search> validation() {
        if (data.query().isEmpty() || data.test().isEmpty()) {
            LOG.warning("no query or test images for validation: without them no best checkpoint can be told");
            return Optional.empty();
        }
        return Optional.of(new Search(
                PersonImages.open(data.query(), "/dataset/query_dataset_dir", "sample_query"),
                PersonImages.open(data.test(), "/dataset/test_dataset_dir", "sample_test"),
                new Search.Preparation(
                        description.pipeline(),
                        LoaderOptions.evaluation(data.validationBatchSize(), threads()),
                        unreadable,
                        context.stop())));
    }

    /** Trains; returns the sentence for the last status line. */
    String run() throws IOException {
        ReIdTask task = new ReIdTask(network, machine.device(), batches(), train.loss(), validation(), ranking);
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
                "Trained %d epochs on %d images of %d people.",
                progress.epoch(),
                images.folder().samples().size(),
                people()));
        progress.best().ifPresent(best -> text.append(
                String.format(Locale.ROOT, " Best %s %.4f in epoch %d.", Metrics.KEY.name(), best.value(), best.epoch())));
        return (text + " " + unreadable.summary()).strip();
    }
}
