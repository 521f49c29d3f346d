// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Adamax, Adam by the infinity norm (Kingma and Ba 2015), as torch.optim.Adamax. Weight decay is added to the gradient. */
public final class Adamax extends Optimizer {

    private final Adam.Betas betas;

    /** An optimiser. */
    public Adamax(List<ParameterGroup> groups, Adam.Betas betas) {
        super(groups, List.of("exp_avg", "exp_inf"));
        this.betas = betas;
    }

    @Override
    protected void update(
            Tensor weight, Tensor gradient, List<Tensor> moments, double rate, double weightDecay, long step) {
        Tensor direction = weightDecay == 0 ? gradient : gradient.add(weight, scalar(weightDecay));
        Tensor mean = moments.get(0);
        Tensor largest = moments.get(1);
        mean.lerp_(direction, scalar(1 - betas.beta1()));
        Tensor size = direction.abs().add(scalar(betas.epsilon()));
        largest.mul_(scalar(betas.beta2()));
        largest.copy_(largest.maximum(size));
        weight.addcdiv_(mean, largest, scalar(-rate / (1 - Math.pow(betas.beta1(), step))));
    }
}
