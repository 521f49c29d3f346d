// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.LossSpec;
import dev.graft.torchkit.embedding.CenterLoss;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.TorchOps;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A network with what only its training needs: the classification layer, {@code classifier}, and the centres of the people. */
final class TrainingNetwork extends Module {

    /** From the deviation of the initialiser to the published 0.001. */
    private static final double CLASSIFIER_SCALE = 0.05;

    private final TorchOps ops = new TorchOps();
    private final ReIdNetwork network;
    private final Dropout dropout;
    private final Linear classifier;
    private final Optional<CenterLoss> centers;

    TrainingNetwork(ReIdNetwork network, int features, int people, double dropout, LossSpec loss, Initializer init) {
        this.network = child("", network);
        this.dropout = child("dropout", new Dropout(dropout));
        this.classifier = child(
                "classifier", new Linear(features, people, false, init.with(Initializer.Scheme.TRUNCATED_NORMAL)));
        this.centers = loss.center().map(center -> child("center_criterion", new CenterLoss(people, features, center.rate())));
        NativeScope.withoutGrad(() -> {
            weight().tensor().mul_(new Scalar(CLASSIFIER_SCALE));
        });
    }

    ReIdNetwork network() {
        return network;
    }

    private Parameter weight() {
        return classifier.state().get("weight");
    }

    /**
     * The sum of the wanted losses of a batch, a scalar; moves the centres.
     *
     * @param images N x 3 x H x W
     * @param labels int64 of N, on the same device
     */
    Tensor loss(Tensor images, Tensor labels, LossSpec loss) {
        Tensor features = network.features(ops, images);
        Tensor sum = features.sum().mul(new Scalar(0.0));
        if (loss.identity().isPresent()) {
            sum = sum.add(loss.identity().get().of(logits(features, labels, loss), labels));
        }
        if (loss.triplet().isPresent()) {
            sum = sum.add(loss.triplet().get().of(features, labels), new Scalar(loss.tripletWeight()));
        }
        if (centers.isPresent()) {
            sum = sum.add(centers.get().of(features, labels), new Scalar(loss.center().orElseThrow().weight()));
            centers.get().follow(features, labels);
        }
        return sum;
    }

    private Tensor logits(Tensor features, Tensor labels, LossSpec loss) {
        Tensor neck = dropout.forward(ops, network.neck(ops, features));
        return loss.margin().isPresent()
                ? loss.margin().get().logits(neck, weight().tensor(), labels)
                : classifier.forward(ops, neck);
    }
}
