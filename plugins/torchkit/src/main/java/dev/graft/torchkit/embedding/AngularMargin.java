// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes it harder for a sample to be taken for its class: logits from the angles between features and the classes' weights, those of the
 * true class reduced by a margin. A softmax loss on them tells classes apart by angle.
 *
 * @param kind which margin
 * @param scale factor on all logits, above 0
 * @param margin at least 0; radians for {@link Kind#ARCFACE}, else of the cosine
 */
public record AngularMargin(Kind kind, double scale, double margin) {

    /** The published forms. */
    public enum Kind {
        /** cos(angle + margin) (arXiv:1801.07698). */
        ARCFACE,
        /** cos(angle) - margin (arXiv:1801.09414); AM-Softmax (arXiv:1801.05599) is the same. */
        COSFACE,
        /** Each cosine weighed by how far it is from its optimum (arXiv:2002.10857). */
        CIRCLE
    }

    /**
     * The logits {@code N x classes}.
     *
     * @param features {@code N x D}
     * @param weights {@code classes x D}
     * @param labels int64 of N, on the same device
     */
    public Tensor logits(Tensor features, Tensor weights, Tensor labels) {
        Tensor cosines = torch.matmul(EmbeddingDistances.normalized(features), EmbeddingDistances.normalized(weights).t());
        Tensor isTrue = torch.one_hot(labels, weights.size(0)).to(cosines.scalar_type()).gt(new Scalar(0.5));
        return switch (kind) {
            case ARCFACE -> torch.where(isTrue, turned(cosines), cosines).mul(new Scalar(scale));
            case COSFACE -> torch.where(isTrue, cosines.sub(new Scalar(margin)), cosines).mul(new Scalar(scale));
            case CIRCLE -> torch.where(isTrue, weighed(cosines, true), weighed(cosines, false)).mul(new Scalar(scale));
        };
    }

    /** cos(angle + margin), and, where that would rise again behind 180 degrees, a straight line below. */
    private Tensor turned(Tensor cosines) {
        Tensor sines = cosines.mul(cosines).neg().add(new Scalar(1.0)).clamp_min(new Scalar(1e-12)).sqrt();
        Tensor turned = cosines.mul(new Scalar(Math.cos(margin))).sub(sines.mul(new Scalar(Math.sin(margin))));
        Tensor behind = cosines.sub(new Scalar(Math.sin(Math.PI - margin) * margin));
        return torch.where(cosines.gt(new Scalar(Math.cos(Math.PI - margin))), turned, behind);
    }

    private Tensor weighed(Tensor cosines, boolean ofTrueClass) {
        Tensor fixed = cosines.detach();
        Tensor weight = (ofTrueClass ? fixed.neg().add(new Scalar(1 + margin)) : fixed.add(new Scalar(margin))).clamp_min(new Scalar(0.0));
        return weight.mul(cosines.sub(new Scalar(ofTrueClass ? 1 - margin : margin)));
    }
}
