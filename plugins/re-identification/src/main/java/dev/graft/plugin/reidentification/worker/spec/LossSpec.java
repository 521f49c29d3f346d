// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.embedding.AngularMargin;
import dev.graft.torchkit.embedding.HardTripletLoss;
import dev.graft.torchkit.spec.Section;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is minimised: the losses of the {@code model} section with their numbers from {@code train.optim}, as {@code dataset.sampler} chooses
 * them.
 *
 * @param identity tells people apart, if it is wanted
 * @param margin makes that harder, if it is wanted
 * @param triplet brings images of one person together, if it is wanted
 * @param tripletWeight its weight
 * @param center pulls features to those of their person, if it is wanted
 */
public record LossSpec(
        Optional<ClassificationLoss> identity,
        Optional<AngularMargin> margin,
        Optional<HardTripletLoss> triplet,
        double tripletWeight,
        Optional<Center> center) {

    /** That of the published training. */
    private static final double SMOOTHING = 0.1;

    /**
     * A centre loss.
     *
     * @param weight at least 0
     * @param rate how far the centres follow, 0 to 1
     */
    public record Center(double weight, double rate) {}

    static LossSpec read(Section model, Section optim, DataSpec.Sampler sampler) {
        boolean smooth = model.flag("label_smooth", true);
        double identityWeight = model.number("id_loss_weight", 1, 0, Double.MAX_VALUE);
        double tripletWeight = model.number("triplet_loss_weight", 1, 0, Double.MAX_VALUE);
        Optional<AngularMargin> margin = margin(model, optim);
        Optional<Center> center = center(model, optim);
        boolean identity = sampler != DataSpec.Sampler.TRIPLET && identityWeight > 0;
        boolean triplet = sampler != DataSpec.Sampler.SOFTMAX && tripletWeight > 0 && !metric(model).equals("center");
        HardTripletLoss hard = triplet(model, optim);
        if (!identity && !triplet && center.isEmpty()) {
            throw model.fault("id_loss_weight", "and the other losses' are 0, so that there is nothing to minimise");
        }
        return new LossSpec(
                identity ? Optional.of(new ClassificationLoss(identityWeight, smooth ? SMOOTHING : 0)) : Optional.empty(),
                margin,
                triplet ? Optional.of(hard) : Optional.empty(),
                tripletWeight,
                center);
    }

    private static HardTripletLoss triplet(Section model, Section optim) {
        double margin = optim.number("triplet_loss_margin", 0.3, 0, Double.MAX_VALUE);
        return new HardTripletLoss(
                model.flag("no_margin", false) ? OptionalDouble.empty() : OptionalDouble.of(margin), optim.flag("trp_l2", false));
    }

    private static Optional<AngularMargin> margin(Section model, Section optim) {
        double scale = optim.number("cosine_scale", 30, Double.MIN_NORMAL, Double.MAX_VALUE);
        double margin = optim.number("cosine_margin", 0.5, 0, Math.PI);
        String type = model.text("id_loss_type", "softmax");
        return switch (type) {
            case "softmax" -> Optional.empty();
            case "arcface" -> Optional.of(new AngularMargin(AngularMargin.Kind.ARCFACE, scale, margin));
            case "cosface", "amsoftmax" -> Optional.of(new AngularMargin(AngularMargin.Kind.COSFACE, scale, margin));
            case "circle" -> Optional.of(new AngularMargin(AngularMargin.Kind.CIRCLE, scale, margin));
            default -> throw model.fault(
                    "id_loss_type", "is '" + type + "'; allowed are softmax, arcface, cosface, amsoftmax and circle");
        };
    }

    private static String metric(Section model) {
        String type = model.text("metric_loss_type", "triplet");
        return switch (type) {
            case "triplet", "center", "triplet_center" -> type;
            default -> throw model.fault("metric_loss_type", "is '" + type + "'; allowed are triplet, center and triplet_center");
        };
    }

    /** As in TAO, the flag and the type have to agree. */
    private static Optional<Center> center(Section model, Section optim) {
        Center center = new Center(
                optim.number("center_loss_weight", 0.0005, 0, Double.MAX_VALUE), optim.number("center_lr", 0.5, 0, 1));
        String type = metric(model);
        boolean wanted = model.flag("with_center_loss", false);
        if (wanted && type.equals("triplet")) {
            throw model.fault("with_center_loss", "is true, but metric_loss_type is triplet; set it to triplet_center or center");
        }
        if (!wanted && type.equals("center")) {
            throw model.fault("metric_loss_type", "is center, but with_center_loss is false; set it to true");
        }
        return wanted ? Optional.of(center) : Optional.empty();
    }
}
