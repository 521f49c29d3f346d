// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Stochastic gradient descent with momentum, as torch.optim.SGD. Weight decay is added to the gradient. */
public final class Sgd extends Optimizer {

    private final double momentum;
    private final boolean nesterov;

    /**
     * An optimiser.
     *
     * @param momentum 0 to below 1
     * @param nesterov whether to look ahead; needs momentum
     */
    public Sgd(List<ParameterGroup> groups, double momentum, boolean nesterov) {
        super(groups, momentum == 0 ? List.of() : List.of("momentum"));
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    protected void update(
            Tensor weight, Tensor gradient, List<Tensor> moments, double rate, double weightDecay, long step) {
        Tensor direction = weightDecay == 0 ? gradient : gradient.add(weight, scalar(weightDecay));
        if (momentum != 0) {
            Tensor velocity = moments.get(0);
            velocity.mul_(scalar(momentum)).add_(direction);
            direction = nesterov ? direction.add(velocity, scalar(momentum)) : velocity;
        }
        weight.add_(direction, scalar(-rate));
    }
}
