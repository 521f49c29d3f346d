// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.DataSpec;
import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.plugin.classificationpyt.worker.spec.TrainSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.TorchLogits;
import dev.graft.torchkit.data.ClassList;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.bytedeco.pytorch.Device;

/**
 * The images of a training.
 *
 * @param training to learn from, shuffled and augmented
 * @param trainingInOrder the same images without augmentation, for features
 * @param evaluator measures on the validation images, if there are any
 * @param unreadable the images that were skipped
 */
record TrainingData(
        ImageBatches training,
        ImageBatches trainingInOrder,
        Optional<ClassifierEvaluator> evaluator,
        UnreadableImages unreadable) {

    private static final Logger LOG = Logger.getLogger(TrainingData.class.getName());

    /** What fits most networks on a CPU where the specs say nothing; TAO's own default of 1 would learn nothing. */
    private static final int DEFAULT_BATCH = 32;

    private static final int TOP = 5;

    /**
     * Finds the images.
     *
     * @throws GraftException if there are none, or the number of classes does not fit
     */
    static TrainingData open(DataSpec data, ModelSpec model, TrainSpec train, WorkerContext context) {
        List<String> wanted = data.train().classes().map(ClassList::read).orElse(List.of());
        ImageFolder images = ImageFolder.labelled(data.train().requiredImages("a train dataset"), wanted);
        List<String> classes = images.classes();
        checkClasses(model, classes);
        int batch = data.batchSize().orElse(DEFAULT_BATCH);
        int threads = data.loaderThreads().orElse(context.job().cores());
        UnreadableImages unreadable = new UnreadableImages();
        ImageCache cache = ImageCache.withinHeap(images.samples().size());
        ImageBatches training = new ImageBatches(
                images, data.trainPipeline(), new LoaderOptions(batch, true, train.seed(), threads), cache, unreadable);
        ImageBatches inOrder = new ImageBatches(
                images, data.evaluationPipeline(), LoaderOptions.evaluation(batch, threads), cache, unreadable);
        LOG.info(images.samples().size() + " images of " + classes.size() + " classes to learn from, " + batch + " at a time, "
                + data.trainPipeline().outputSize() + " pixels");
        if (train.options().validateEvery() == 0) {
            return new TrainingData(training, inOrder, Optional.empty(), unreadable);
        }
        Optional<ImageFolder> validation = data.val().images().isEmpty()
                ? Optional.empty()
                : Optional.of(ImageFolder.labelled(data.val().requiredImages("an evaluation dataset"), classes));
        if (validation.isEmpty()) {
            LOG.warning("no images for validation: without an evaluation dataset no best checkpoint can be told");
        }
        Optional<ClassifierEvaluator> evaluator = validation.map(folder -> new ClassifierEvaluator(
                new ImageBatches(
                        folder,
                        data.evaluationPipeline(),
                        LoaderOptions.evaluation(batch, threads),
                        ImageCache.withinHeap(folder.samples().size()),
                        unreadable),
                classes,
                classes.size() > TOP ? Set.of(1, TOP) : Set.of(1),
                context.stop()));
        return new TrainingData(training, inOrder, evaluator, unreadable);
    }

    /** The class names in the order of the network's outputs. */
    List<String> classes() {
        return training.folder().classes();
    }

    /** The figures of the validation images, if there are any, for a classifier in evaluation mode. */
    Optional<Evaluation> evaluate(Classifier classifier, Device device) {
        return evaluator.map(measure -> ClassifierEvaluator.named(measure.evaluate(new TorchLogits(classifier, device))));
    }

    private static void checkClasses(ModelSpec model, List<String> classes) {
        if (model.head().classes().isPresent() && model.head().classes().getAsInt() != classes.size()) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/model/head/num_classes is " + model.head().classes().getAsInt() + ", but the dataset has " + classes.size()
                            + " classes; set it to " + classes.size() + " or leave it out");
        }
    }
}
