// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes weights along their gradients. Its state is named after the weights, so that a checkpoint holds it in readable form and a run
 * goes on exactly where it stopped. For one thread.
 */
public abstract class Optimizer {

    private static final String STEPS = "steps";

    private final List<ParameterGroup> groups;
    private final List<String> moments;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private long steps;

    /**
     * An optimiser with all moments at 0.
     *
     * @param moments names of what it remembers for each weight, in the shape of the weight
     */
    protected Optimizer(List<ParameterGroup> groups, List<String> moments) {
        this.groups = List.copyOf(groups);
        this.moments = List.copyOf(moments);
        NativeScope.withoutGrad(() -> forEachParameter((group, name, parameter) ->
                moments.forEach(moment -> state.put(key(moment, name), NativeScope.keep(torch.zeros_like(parameter.tensor()))))));
    }

    /**
     * Changes one weight.
     *
     * @param weight changed in place
     * @param gradient of the same shape
     * @param moments changed in place, in the order given at construction
     * @param rate the learning rate, at least 0
     * @param weightDecay at least 0
     * @param step number of this step, from 1
     */
    protected abstract void update(
            Tensor weight, Tensor gradient, List<Tensor> moments, double rate, double weightDecay, long step);

    /** Changes all weights that have a gradient. */
    public final void step(double learningRate) {
        steps++;
        NativeScope.withoutGrad(() -> forEachParameter((group, name, parameter) -> NativeScope.run(() -> {
            Tensor gradient = parameter.tensor().grad();
            if (gradient.defined()) {
                List<Tensor> own = moments.stream().map(moment -> state.get(key(moment, name))).toList();
                Tensor direction = group.sparsity() == 0
                        ? gradient
                        : gradient.add(parameter.tensor().sign(), scalar(group.sparsity()));
                update(parameter.tensor(), direction, own, learningRate * group.rateFactor(), group.weightDecay(), steps);
            }
        })));
    }

    /** Forgets all gradients. */
    public final void zeroGradients() {
        NativeScope.run(() -> forEachParameter(
                (group, name, parameter) -> parameter.tensor().mutable_grad().reset()));
    }

    /** Scales all gradients so that their common norm is at most {@code maxNorm}; returns the norm that they had. */
    public final double clipGradients(double maxNorm, double normType) {
        return NativeScope.call(() -> {
            List<Tensor> tensors = new ArrayList<>();
            forEachParameter((group, name, parameter) -> tensors.add(parameter.tensor()));
            TensorVector weights = new TensorVector(tensors.toArray(Tensor[]::new));
            return torch.clip_grad_norm_(weights, maxNorm, normType, false);
        });
    }

    /** What has to be kept to go on later: native tensors by name, of which the caller takes copies. */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>(state);
        all.put(STEPS, Tensor.create(new long[] {steps}));
        return all;
    }

    /**
     * Takes up a state.
     *
     * @throws IllegalArgumentException if it belongs to another optimiser or other weights
     */
    public final void restore(Map<String, StoredTensor> stored) {
        if (!stored.keySet().equals(state().keySet())) {
            throw new IllegalArgumentException("the stored state is that of another optimiser or of other weights: it has "
                    + stored.size() + " tensors, " + state().size() + " are expected");
        }
        steps = stored.get(STEPS).data().getLong();
        state.forEach((name, tensor) -> NativeScope.withoutGrad(() -> {
            tensor.copy_(TensorBytes.toTensor(stored.get(name)));
        }));
    }

    /** {@code factor} as libtorch wants it. */
    protected static Scalar scalar(double factor) {
        return new Scalar(factor);
    }

    private void forEachParameter(Visitor visitor) {
        groups.forEach(group -> group.parameters().forEach((name, parameter) -> visitor.visit(group, name, parameter)));
    }

    private static String key(String moment, String name) {
        return moment + "/" + name;
    }

    private interface Visitor {
        void visit(ParameterGroup group, String name, Parameter parameter);
    }
}
