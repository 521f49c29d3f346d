// SPDX-License-Identifier: Apache-2.0

import com.sun.management.OperatingSystemMXBean;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.classification.ClassificationTask;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.classification.TrainingData;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.parallel.ReplicaGroup;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.CheckpointFolder;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Progress;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.TrainingListener;
import dev.graft.torchkit.train.TrainingLoop;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.WarmUp;
import dev.graft.torchkit.worker.StopSignal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Images a second of the training loop, with decoding and augmentation, against a bare libtorch loop over batches in memory; same network,
 * batch size and kind of optimiser. Both take turns, so that a busy machine slows both. Then the resident memory after each epoch.
 */
class TrainingSpeed {

    private static final String BACKBONE = "resnet_18";
    private static final int CLASSES = 10;

    private final ImageFolder images;
    private final ImageSize size;
    private final int batch;
    private final int cores;
    private final ImageBatches batches;

    TrainingSpeed(Path images, int side, int batch, int cores) {
        this.images = ImageFolder.labelled(images, List.of());
        this.size = new ImageSize(side, side);
        this.batch = batch;
        this.cores = cores;
        this.batches = batches();
    }

    public static void main(String[] arguments) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        TrainingSpeed speed = new TrainingSpeed(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), cores);
        TorchRuntime.threads(cores);
        speed.compare(Integer.parseInt(arguments[3]));
        speed.memory(Integer.parseInt(arguments[4]));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void compare(int rounds) throws IOException {
        System.out.printf("%s, %s pixels, batch %d, %d cores%n", BACKBONE, size, batch, cores);
        System.out.println("round   bare images/s   loop images/s   ratio   ratio of CPU time");
        bareLoop();
        trainingLoop(1, new TrainingListener() {});
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            // In turns, so that neither has the quieter machine each time.
            Span loop = round % 2 == 0 ? trainingLoop(1, new TrainingListener() {}) : null;
            Span bare = bareLoop();
            loop = loop == null ? trainingLoop(1, new TrainingListener() {}) : loop;
            ratios.add(loop.imagesPerSecond() / bare.imagesPerSecond());
            System.out.printf(
                    Locale.ROOT,
                    "%5d   %13.1f   %13.1f   %5.3f   %17.3f%n",
                    round,
                    bare.imagesPerSecond(),
                    loop.imagesPerSecond(),
                    loop.imagesPerSecond() / bare.imagesPerSecond(),
                    bare.cpuPerImage() / loop.cpuPerImage());
        }
        double median = ratios.stream().sorted().toList().get(ratios.size() / 2);
        System.out.printf(Locale.ROOT, "median ratio %.3f (wanted: at least 0.95)%n", median);
    }

    /** What a number of images took. */
    private record Span(long images, double seconds, double cpuSeconds) {

        double imagesPerSecond() {
            return images / seconds;
        }

        double cpuPerImage() {
            return cpuSeconds / images;
        }
    }

    /** Measures the time of the clock and that of this process's threads. */
    private static final class Stopwatch {

        private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final long start = System.nanoTime();
        private final long cpuStart = SYSTEM.getProcessCpuTime();

        Span span(long images) {
            return new Span(
                    images, (System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - cpuStart) / 1e9);
        }
    }

    private void memory(int epochs) throws IOException {
        List<Long> resident = new ArrayList<>();
        trainingLoop(epochs, new TrainingListener() {
            @Override
            public void epochDone(Progress progress) {
                resident.add(Pointer.physicalBytes());
            }
        });
        long second = resident.get(1);
        long last = resident.get(resident.size() - 1);
        System.out.printf(
                Locale.ROOT,
                "resident memory after epoch 2: %d MB, after epoch %d: %d MB, growth %.1f %% (wanted: at most 5 %%)%n",
                second >> 20,
                epochs,
                last >> 20,
                100.0 * (last - second) / second);
    }

    /** Steps over as many batches as an epoch has, all in memory. */
    private Span bareLoop() throws IOException {
        Classifier network = network();
        TorchOps ops = new TorchOps();
        List<Tensor> tensors = new ArrayList<>();
        network.trainableParameters().values().forEach(parameter -> tensors.add(parameter.tensor()));
        AdamWOptions options = new AdamWOptions(1e-3);
        options.weight_decay().put(0.05);
        AdamW optimizer = new AdamW(new TensorVector(tensors.toArray(Tensor[]::new)), options);
        Tensor inputs = torch.randn(batch, 3, size.height(), size.width());
        Tensor labels = torch.randint(CLASSES, new long[] {batch});
        int steps = batches.batchesPerEpoch();
        network.train();
        Stopwatch stopwatch = new Stopwatch();
        for (int i = 0; i < steps; i++) {
            NativeScope.run(() -> {
                optimizer.zero_grad();
                Tensor loss = torch.cross_entropy_loss(network.forward(ops, inputs), labels);
                loss.backward();
                optimizer.step();
                loss.item_float();
            });
        }
        return stopwatch.span((long) steps * batch);
    }

    /** Trains; the first time the images are decoded. */
    private Span trainingLoop(int epochs, TrainingListener listener) throws IOException {
        Classifier network = network();
        TrainingOptions options = new TrainingOptions(
                epochs, 0, epochs, 1, new KeyMetric("loss", KeyMetric.Goal.MINIMIZE), Optional.empty(), Optional.empty());
        Path folder = Files.createTempDirectory("training-speed");
        Measure measure = new Measure(epochs * (long) images.samples().size());
        new TrainingLoop<ImageBatch>(
                        new ClassificationTask(
                                network,
                                new Machine(TorchRuntime.cpu(), cores, ReplicaGroup.alone(), new TorchOps()),
                                new TrainingData(batches, batches, Optional.empty(), new UnreadableImages()),
                                new ClassificationLoss(1, 0),
                                Optional.empty(),
                                ClassifierEvaluator::named),
                        new Adam(
                                List.of(new ParameterGroup(network.trainableParameters(), 1, 0.05)),
                                Adam.Betas.DEFAULTS,
                                true),
                        new Schedule(1e-3, new LearningRate.Fixed(), false, WarmUp.NONE),
                        Optional.empty(),
                        options,
                        new CheckpointFolder(folder, new CheckpointRule(List.of(".pth"), "_", 1)),
                        Map.of(),
                        List.of(measure, listener),
                        new StopSignal())
                .run();
        delete(folder);
        return measure.span;
    }

    /** From before the first step to after the last. */
    private static final class Measure implements TrainingListener {

        private final long images;
        private Stopwatch stopwatch;
        private Span span;

        Measure(long images) {
            this.images = images;
        }

        @Override
        public void started(Progress progress) {
            stopwatch = new Stopwatch();
        }

        @Override
        public void stepDone(Progress progress, int batchesPerEpoch, double loss) {
            span = stopwatch.span(images);
        }
    }

    private Classifier network() {
        Initializer initializer = Initializer.seeded(1);
        return new Classifier(
                BackboneCatalog.standard().create(BACKBONE, BackboneOptions.DEFAULTS, initializer), CLASSES, initializer);
    }

    private ImageBatches batches() {
        Pipeline pipeline = new Pipeline(
                List.of(
                        new RandomResizedCrop(size, 0.5, 1, 0.75, 1.33, Interpolation.BILINEAR),
                        new RandomFlip(0.5, RandomFlip.Direction.HORIZONTAL)),
                Normalize.IMAGENET,
                size);
        return new ImageBatches(
                images,
                pipeline,
                new LoaderOptions(batch, true, 1, cores),
                ImageCache.withinHeap(images.samples().size()),
                new UnreadableImages());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
