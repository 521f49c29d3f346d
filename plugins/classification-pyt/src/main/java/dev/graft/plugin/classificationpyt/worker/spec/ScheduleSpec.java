// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.WarmUp;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The {@code lr_config} section of mmcv. Without it, the rate goes down to a hundredth along a cosine, after a linear warm-up over the first
 * twentieth of all steps.
 *
 * @param policy how the rate goes down
 * @param byEpoch whether the policy counts epochs
 * @param kind how it rises at the beginning
 * @param ratio share of the rate at the first step
 * @param warmUpLength epochs or steps of the beginning; empty for the default share
 * @param warmUpByEpoch whether that length counts epochs
 */
public record ScheduleSpec(
        LearningRate policy, boolean byEpoch, WarmUp.Kind kind, double ratio, OptionalDouble warmUpLength, boolean warmUpByEpoch) {

    private static final double DEFAULT_RATIO = 0.1;
    private static final double DEFAULT_END = 0.01;
    private static final int DEFAULT_PARTS = 20;

    static ScheduleSpec read(Section section, double base) {
        if (!section.has("policy")) {
            section.leave("min_lr", "warmup", "warmup_iters", "warmup_ratio", "warmup_by_epoch", "by_epoch");
            return new ScheduleSpec(
                    new LearningRate.Cosine(base * DEFAULT_END),
                    false,
                    WarmUp.Kind.LINEAR,
                    DEFAULT_RATIO,
                    OptionalDouble.empty(),
                    false);
        }
        boolean warm = section.has("warmup");
        double length = section.number("warmup_iters", 0, 0, Double.MAX_VALUE);
        return new ScheduleSpec(
                policy(section, base),
                section.flag("by_epoch", true),
                warm ? kind(section) : WarmUp.Kind.LINEAR,
                section.number("warmup_ratio", DEFAULT_RATIO, Double.MIN_NORMAL, 1),
                OptionalDouble.of(warm ? length : 0),
                section.flag("warmup_by_epoch", false));
    }

    /** The schedule of a training with that many batches an epoch. */
    public Schedule schedule(double base, int stepsPerEpoch, int epochs) {
        long total = (long) stepsPerEpoch * epochs;
        double length = warmUpLength.isEmpty()
                ? (double) total / DEFAULT_PARTS
                : warmUpLength.getAsDouble() * (warmUpByEpoch ? stepsPerEpoch : 1);
        return new Schedule(base, policy, byEpoch, new WarmUp(kind, Math.round(length), ratio));
    }

    private static LearningRate policy(Section section, double base) {
        String name = section.requiredText("policy");
        double least = least(section, base);
        return switch (name) {
            case "fixed", "Fixed" -> new LearningRate.Fixed();
            case "CosineAnnealing" -> new LearningRate.Cosine(least);
            case "poly", "Poly" -> new LearningRate.Poly(section.number("power", 1, 0, Double.MAX_VALUE), least);
            case "step", "Step" -> new LearningRate.Step(milestones(section), section.number("gamma", 0.1, 0, 1), least);
            default -> throw section.fault(
                    "policy", "is '" + name + "'; allowed are fixed, CosineAnnealing, poly and step");
        };
    }

    private static double least(Section section, double base) {
        return section.has("min_lr_ratio")
                ? base * section.number("min_lr_ratio", 0, 0, 1)
                : section.number("min_lr", 0, 0, Double.MAX_VALUE);
    }

    private static List<Double> milestones(Section section) {
        List<Double> milestones = section.numbers("step");
        if (milestones.isEmpty()) {
            throw section.fault("step", "is missing; it lists the epochs after which the rate falls");
        }
        return milestones;
    }

    private static WarmUp.Kind kind(Section section) {
        String name = section.text("warmup", "linear");
        try {
            return WarmUp.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw section.fault("warmup", "is '" + name + "'; allowed are constant, linear and exp");
        }
    }
}
