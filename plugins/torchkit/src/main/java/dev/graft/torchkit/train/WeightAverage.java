// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * An exponential moving average of a network's weights and running statistics, with which it is validated and stored. So that short runs
 * do not end near their random beginning, the share of the newest weights is at least {@code 9 / (10 + n)} at the n-th update, as in
 * TensorFlow's ExponentialMovingAverage.
 */
public final class WeightAverage {

    private static final String UPDATES = "updates";

    private final Module network;
    private final double momentum;
    private final int interval;
    private final Map<String, Tensor> average = new LinkedHashMap<>();
    private long updates;

    /**
     * An average that begins with the present weights.
     *
     * @param momentum share of the newest weights, above 0 and at most 1
     * @param interval steps between updates, at least 1
     */
    public WeightAverage(Module network, double momentum, int interval) {
        this.network = network;
        this.momentum = momentum;
        this.interval = interval;
        NativeScope.withoutGrad(() -> network.state().forEach((name, parameter) -> {
            if (parameter.isFloatingPoint()) {
                average.put(name, NativeScope.keep(parameter.tensor().detach().clone()));
            }
        }));
    }

    /** Takes the present weights in, if it is time. */
    public void update(long step) {
        if ((step + 1) % interval != 0) {
            return;
        }
        double share = Math.max(momentum, 9.0 / (10.0 + updates));
        updates++;
        Map<String, Parameter> state = network.state();
        NativeScope.withoutGrad(() -> {
            Scalar weight = new Scalar(share);
            average.forEach((name, tensor) -> tensor.lerp_(state.get(name).tensor(), weight));
        });
    }

    /** Runs something with the averaged weights in the network, and puts the trained ones back. */
    public <R> R applied(Supplier<R> body) {
        exchange();
        try {
            return body.get();
        } finally {
            exchange();
        }
    }

    /** What has to be kept to go on later. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>(average);
        all.put(UPDATES, Tensor.create(new long[] {updates}));
        return all;
    }

    /**
     * Takes up a state.
     *
     * @throws IllegalArgumentException if it belongs to another network
     */
    public void restore(Map<String, StoredTensor> stored) {
        if (!stored.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException("the stored average is that of another network, or there is none");
        }
        updates = stored.get(UPDATES).data().getLong();
        average.forEach((name, tensor) -> NativeScope.withoutGrad(() -> {
            tensor.copy_(TensorBytes.toTensor(stored.get(name)));
        }));
    }

    private void exchange() {
        Map<String, Parameter> state = network.state();
        average.forEach((name, tensor) -> NativeScope.withoutGrad(() -> {
            Tensor weight = state.get(name).tensor();
            Tensor kept = weight.detach().clone();
            weight.copy_(tensor);
            tensor.copy_(kept);
        }));
    }
}
