// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) with decoupled weight decay, as torch.optim.Adam and AdamW without
 * AMSGrad.
 */
public final class Adam extends Optimizer {

    /**
     * Constants of the method.
     *
     * @param beta1 decay of the mean of the gradient, 0 to below 1
     * @param beta2 decay of the mean of its square, 0 to below 1
     * @param epsilon added to the root, above 0
     */
    public record Betas(double beta1, double beta2, double epsilon) {
        /** Those of the paper. */
        public static final Betas DEFAULTS = new Betas(0.9, 0.999, 1e-8);
    }

    private final Betas betas;
    private final boolean decoupledDecay;

    /**
     * An optimiser.
     *
     * @param decoupledDecay true for AdamW, where decay shrinks the weights; false for Adam, where it is added to the gradient
     */
    public Adam(List<ParameterGroup> groups, Betas betas, boolean decoupledDecay) {
        super(groups, List.of("exp_avg", "exp_avg_sq"));
        this.betas = betas;
        this.decoupledDecay = decoupledDecay;
    }

    @Override
    protected void update(
            Tensor weight, Tensor gradient, List<Tensor> moments, double rate, double weightDecay, long step) {
        Tensor direction = gradient;
        if (weightDecay != 0 && decoupledDecay) {
            weight.mul_(scalar(1 - rate * weightDecay));
        } else if (weightDecay != 0) {
            direction = gradient.add(weight, scalar(weightDecay));
        }
        Tensor mean = moments.get(0);
        Tensor square = moments.get(1);
        Scalar share = scalar(1 - betas.beta2());
        mean.lerp_(direction, scalar(1 - betas.beta1()));
        square.mul_(scalar(betas.beta2())).addcmul_(direction, direction, share);
        double meanBias = 1 - Math.pow(betas.beta1(), step);
        double squareBias = 1 - Math.pow(betas.beta2(), step);
        Tensor root = square.sqrt().div_(scalar(Math.sqrt(squareBias))).add_(scalar(betas.epsilon()));
        weight.addcdiv_(mean, root, scalar(-rate / meanBias));
    }
}
