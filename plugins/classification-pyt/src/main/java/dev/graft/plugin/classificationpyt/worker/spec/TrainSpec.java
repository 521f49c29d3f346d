// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.action.Sharing;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.TrainingOptions.EarlyStopping;
import dev.graft.torchkit.train.TrainingOptions.GradientClipping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param seed {@code exp_config.manual_seed}
 * @param options what holds for every network
 * @param optimizer the optimiser
 * @param schedule its learning rate
 * @param averaging average of the weights
 * @param sharing how many processes share it
 * @param logEvery batches between log lines, at least 1
 * @param resumeFrom checkpoint of this job to go on from
 * @param loadFrom weights to start from; the same as {@code model.init_cfg.checkpoint}
 */
public record TrainSpec(
        long seed,
        TrainingOptions options,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        Optional<Averaging> averaging,
        Sharing sharing,
        int logEvery,
        Optional<Path> resumeFrom,
        Optional<Path> loadFrom) {

    /** TAO's. */
    private static final int DEFAULT_SEED = 47;

    private static final int DEFAULT_EPOCHS = 40;
    private static final int DEFAULT_PATIENCE = 5;

    /**
     * An exponential moving average of the weights.
     *
     * @param momentum share of the newest weights
     * @param interval steps between updates
     */
    public record Averaging(double momentum, int interval) {}

    /**
     * Reads the section.
     *
     * @param gpus the number of GPUs given beside it
     * @param keyMetric the network's
     */
    public static TrainSpec read(Section train, int gpus, KeyMetric keyMetric) {
        train.leave("results_dir");
        Section experiment = train.section("exp_config");
        experiment.leave("MASTER_ADDR", "MASTER_PORT");
        Section config = train.section("train_config");
        config.leave("find_unused_parameters");
        boolean validate = config.flag("validate", train.flag("validate", true));
        OptimizerSpec optimizer = OptimizerSpec.read(config.section("optimizer"), config.section("paramwise_cfg"));
        Section logging = config.section("logging");
        logging.leave("log_dir");
        Hooks hooks = Hooks.read(config);
        return new TrainSpec(
                experiment.integer("manual_seed", DEFAULT_SEED, Integer.MIN_VALUE),
                options(config, validate, keyMetric, hooks.earlyStopping()),
                optimizer,
                ScheduleSpec.read(config.section("lr_config"), optimizer.learningRate()),
                hooks.averaging(),
                Sharing.read(train).atLeast(gpus),
                logging.integer("interval", 1, 1),
                Paths.existing(config, "resume_training_checkpoint_path"),
                Paths.existing(config, "load_from"));
    }

    private static TrainingOptions options(
            Section config, boolean validate, KeyMetric keyMetric, Optional<EarlyStopping> earlyStopping) {
        Section runner = config.section("runner");
        runner.leave("type");
        Section checkpoints = config.section("checkpoint_config");
        if (!checkpoints.flag("by_epoch", true)) {
            throw checkpoints.fault("by_epoch", "is false; checkpoints are written by epochs only");
        }
        Section evaluation = config.section("evaluation");
        evaluation.leave("metric", "save_best");
        int epochsBetweenEvaluations = evaluation.integer("interval", 1, 1);
        return new TrainingOptions(
                runner.integer("max_epochs", DEFAULT_EPOCHS, 1),
                validate ? epochsBetweenEvaluations : 0,
                checkpoints.integer("interval", 1, 1),
                Math.max(0, checkpoints.integer("max_keep_ckpts", 0, -1)),
                keyMetric,
                clipping(config.section("optimizer_config").section("grad_clip")),
                earlyStopping);
    }

    private static Optional<GradientClipping> clipping(Section section) {
        double norm = section.number("norm_type", 2, 0, Double.POSITIVE_INFINITY);
        return section.has("max_norm")
                ? Optional.of(new GradientClipping(section.number("max_norm", 1, Double.MIN_NORMAL, Double.MAX_VALUE), norm))
                : Optional.empty();
    }

    /** The {@code custom_hooks} list. */
    private record Hooks(Optional<Averaging> averaging, Optional<EarlyStopping> earlyStopping) {

        static Hooks read(Section config) {
            Optional<Averaging> averaging = Optional.empty();
            Optional<EarlyStopping> earlyStopping = Optional.empty();
            for (Section hook : config.sections("custom_hooks")) {
                hook.leave("priority", "monitor", "rule", "resume_from");
                String type = hook.requiredText("type");
                switch (type) {
                    case "EMAHook" -> averaging = Optional.of(new Averaging(
                            hook.number("momentum", 0.0002, Double.MIN_NORMAL, 1), hook.integer("interval", 1, 1)));
                    case "EarlyStoppingHook" -> earlyStopping = Optional.of(new EarlyStopping(
                            hook.integer("patience", DEFAULT_PATIENCE, 1), hook.number("min_delta", 0, 0, Double.MAX_VALUE)));
                    default -> throw hook.fault(
                            "type", "is '" + type + "'; allowed are EMAHook and EarlyStoppingHook");
                }
            }
            return new Hooks(averaging, earlyStopping);
        }
    }
}
