// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.classification.ClassificationTask;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.TrainingData;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.Shard;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomErasing;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.parallel.ReplicaGroup;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.TrainingLoop;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.WarmUp;
import dev.graft.torchkit.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trunk that knows the known digits: trained to classify them, as a classification experiment of torchkit does. A metric that starts from
 * random weights has nothing but seven digits to find out what matters in pictures, and does worse on others than their pixels do.
 */
final class KnownTrunk {

    private static final int SIDE = 32;
    private static final int BATCH = 64;
    private static final int CORES = 2;
    private static final long SEED = 1;
    private static final double RATE = 1e-3;
    private static final double DECAY = 0.05;
    private static final double WHITE = 255;

    private KnownTrunk() {}

    /** Trains on the folders of {@code train}, and writes the weights under their published names. */
    static Path train(Path train, int epochs, Path folder) throws IOException {
        ImageSize size = new ImageSize(SIDE, SIDE);
        ImageFolder images = ImageFolder.labelled(train, List.of());
        Normalize normalize = new Normalize(
                Collections.nCopies(3, Jobs.MEAN * WHITE), Collections.nCopies(3, Jobs.DEVIATION * WHITE), true);
        Pipeline pipeline = new Pipeline(
                List.of(
                        new RandomResizedCrop(size, 0.75, 1, 0.8, 1.25, Interpolation.BILINEAR),
                        new RandomErasing(0.3, 0.02, 0.3, 0.3, new RandomErasing.RgbColor(128, 128, 128))),
                normalize,
                size);
        TrainingData data = TrainingData.open(
                images, Optional.empty(), new TrainingData.Preparation(pipeline, pipeline, BATCH, CORES, SEED, Shard.WHOLE), new StopSignal());
        TorchRuntime.threads(CORES);
        TorchRuntime.seed(SEED);
        Initializer init = Initializer.seeded(SEED);
        Classifier classifier = new Classifier(
                BackboneCatalog.standard().create("resnet_18", BackboneOptions.DEFAULTS, init), images.classes().size(), init);
        new TrainingLoop<ImageBatch>(
                        new ClassificationTask(
                                classifier,
                                new Machine(TorchRuntime.cpu(), CORES, ReplicaGroup.alone(), new TorchOps()),
                                data,
                                new ClassificationLoss(1, 0),
                                Optional.empty(),
                                ClassifierEvaluator::named),
                        new Adam(List.of(new ParameterGroup(classifier.trainableParameters(), 1, DECAY)), Adam.Betas.DEFAULTS, true),
                        new Schedule(RATE, new LearningRate.Cosine(0), false, WarmUp.NONE),
                        Optional.empty(),
                        new TrainingOptions(
                                epochs, 0, epochs, 1, new KeyMetric("loss", KeyMetric.Goal.MINIMIZE), Optional.empty(), Optional.empty()),
                        new CheckpointFolder(Files.createDirectories(folder), new CheckpointRule(List.of(".pth"), "_", 1)),
                        Map.of(),
                        List.of(),
                        new StopSignal())
                .run();
        Path file = folder.resolve("trunk.pth");
        Checkpoint.builder().weights(classifier.backbone()).build().write(file);
        return file;
    }
}
