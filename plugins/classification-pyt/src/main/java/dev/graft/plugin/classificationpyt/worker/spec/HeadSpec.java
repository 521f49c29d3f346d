// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.spec.Section;
import java.util.OptionalInt;

/**
 * The {@code model.head} section.
 *
 * @param type how the linear layer on the features is found
 * @param classes {@code num_classes}
 * @param initScale factor on the linear layer's initial weights, above 0
 * @param loss what is minimised by gradients
 * @param logistic what is minimised by {@link Type#LOGISTIC_REGRESSION}
 */
public record HeadSpec(Type type, OptionalInt classes, double initScale, ClassificationLoss loss, LogisticSpec logistic) {

    private static final double DEFAULT_SMOOTHING = 0.1;

    /** Kinds of heads. */
    public enum Type {
        /** Trained with the backbone. */
        LINEAR,
        /** Fitted to the features of a backbone that stays as it is. */
        LOGISTIC_REGRESSION
    }

    static HeadSpec read(Section head) {
        head.leave("in_channels", "topk");
        String type = head.text("type", "TAOLinearClsHead");
        return new HeadSpec(
                switch (type) {
                    case "TAOLinearClsHead", "LinearClsHead", "FANLinearClsHead" -> Type.LINEAR;
                    case "LogisticRegressionHead" -> Type.LOGISTIC_REGRESSION;
                    default -> throw head.fault(
                            "type", "is '" + type + "'; allowed are TAOLinearClsHead, FANLinearClsHead, LinearClsHead and"
                                    + " LogisticRegressionHead");
                },
                head.has("num_classes") ? OptionalInt.of(head.integer("num_classes", 1, 1)) : OptionalInt.empty(),
                head.section("custom_args").number("head_init_scale", 1, Double.MIN_NORMAL, Double.MAX_VALUE),
                loss(head.section("loss")),
                LogisticSpec.read(head.section("lr_head")));
    }

    private static ClassificationLoss loss(Section loss) {
        String type = loss.text("type", "CrossEntropyLoss");
        double weight = loss.number("loss_weight", 1, Double.MIN_NORMAL, Double.MAX_VALUE);
        if (loss.flag("use_soft", false)) {
            throw loss.fault("use_soft", "is true, but labels are never soft here; set it to false");
        }
        return switch (type) {
            case "CrossEntropyLoss" -> new ClassificationLoss(weight, 0);
            case "LabelSmoothLoss" -> {
                String mode = loss.text("mode", "original");
                if (!mode.equals("original")) {
                    throw loss.fault("mode", "is '" + mode + "'; only 'original' is allowed");
                }
                loss.leave("num_classes");
                yield new ClassificationLoss(weight, loss.number("label_smooth_val", DEFAULT_SMOOTHING, 0, 0.999));
            }
            default -> throw loss.fault("type", "is '" + type + "'; allowed are CrossEntropyLoss and LabelSmoothLoss");
        };
    }
}
