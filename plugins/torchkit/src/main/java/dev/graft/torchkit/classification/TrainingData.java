// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.Shard;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
public record TrainingData(
        ImageBatches training,
        ImageBatches trainingInOrder,
        Optional<ClassifierEvaluator> evaluator,
        UnreadableImages unreadable) {

    private static final Logger LOG = Logger.getLogger(TrainingData.class.getName());
    private static final int TOP = 5;

    /**
     * How images are prepared.
     *
     * @param training for learning
     * @param evaluation for validation
     * @param batchSize images at a time, at least 1
     * @param threads threads that prepare them, at least 1
     * @param seed of order and augmentation
     * @param shard the part of every training batch that this process takes; a whole batch is as many times as large
     */
    public record Preparation(Pipeline training, Pipeline evaluation, int batchSize, int threads, long seed, Shard shard) {}

    /**
     * Opens folders of images.
     *
     * @param images to learn from
     * @param validation to measure on, of the same classes
     * @param stop ends an evaluation early
     */
    public static TrainingData open(
            ImageFolder images, Optional<ImageFolder> validation, Preparation how, StopSignal stop) {
        UnreadableImages unreadable = new UnreadableImages();
        ImageCache cache = ImageCache.withinHeap(images.samples().size());
        LoaderOptions shuffled = new LoaderOptions(how.batchSize(), true, how.seed(), how.threads()).sharedOut(how.shard());
        LoaderOptions inOrder = LoaderOptions.evaluation(how.batchSize(), how.threads());
        LOG.info(images.samples().size() + " images of " + images.classes().size() + " classes to learn from, " + how.batchSize()
                + " at a time, " + how.training().outputSize() + " pixels");
        Set<Integer> ks = images.classes().size() > TOP ? Set.of(1, TOP) : Set.of(1);
        Optional<ClassifierEvaluator> evaluator = validation.map(folder -> new ClassifierEvaluator(
                new ImageBatches(folder, how.evaluation(), inOrder, ImageCache.withinHeap(folder.samples().size()), unreadable),
                images.classes(),
                ks,
                stop));
        return new TrainingData(
                new ImageBatches(images, how.training(), shuffled, cache, unreadable),
                new ImageBatches(images, how.evaluation(), inOrder, cache, unreadable),
                evaluator,
                unreadable);
    }

    /** The class names in the order of the network's outputs. */
    public List<String> classes() {
        return training.folder().classes();
    }

    /**
     * The figures of the validation images, if there are any, for a classifier in evaluation mode.
     *
     * @param named gives a report the names of the network's metrics
     */
    public Optional<Evaluation> evaluate(Classifier classifier, Device device, Function<ClassificationReport, Evaluation> named) {
        return evaluator.map(measure -> named.apply(measure.evaluate(new TorchLogits(classifier, device))));
    }
}
