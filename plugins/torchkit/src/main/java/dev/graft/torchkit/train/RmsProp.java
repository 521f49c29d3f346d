// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** RMSprop (Hinton 2012) as torch.optim.RMSprop and Keras's, without momentum. Weight decay is added to the gradient. */
public final class RmsProp extends Optimizer {

    private final double rho;
    private final double epsilon;

    /**
     * An optimiser.
     *
     * @param rho decay of the mean of the squared gradient, 0 to below 1
     * @param epsilon added to the root, above 0
     */
    public RmsProp(List<ParameterGroup> groups, double rho, double epsilon) {
        super(groups, List.of("square_avg"));
        this.rho = rho;
        this.epsilon = epsilon;
    }

    @Override
    protected void update(
            Tensor weight, Tensor gradient, List<Tensor> moments, double rate, double weightDecay, long step) {
        Tensor direction = weightDecay == 0 ? gradient : gradient.add(weight, scalar(weightDecay));
        Tensor square = moments.get(0);
        square.mul_(scalar(rho)).addcmul_(direction, direction, scalar(1 - rho));
        weight.addcdiv_(direction, square.sqrt().add_(scalar(epsilon)), scalar(-rate));
    }
}
