// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.TorchRuntime;
import dev.graft.torchkit.parallel.ReplicaGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What replicas tell each other while they train: before a step how large their parts of the batch are and whether one was asked to stop, and
 * after it their gradients and losses, of which all take the mean over the samples of the whole batch. A replica that is alone is told
 * what it says.
 *
 * @param replicas the replicas
 * @param network whose gradients are exchanged
 */
record GradientExchange(ReplicaGroup replicas, Module network) {

    /** Gradients go in messages of about that many elements: few enough to be quick, small enough not to double the memory. */
    private static final long MESSAGE_ELEMENTS = 1 << 23;

    /**
     * A batch before its step.
     *
     * @param samples in the part of this replica
     * @param all in the whole batch
     * @param complete whether each replica has a part of it
     * @param stop whether one of them was asked to stop
     */
    record Turn(int samples, int all, boolean complete, boolean stop) {}

    /** Gives all replicas the weights of the first and, at the beginning of a training, random numbers of their own. */
    void begin(Progress progress) {
        NativeScope.withoutGrad(() -> network.state().values().forEach(parameter -> replicas.takeFromFirst(parameter.tensor())));
        if (progress.step() == 0 && !replicas.isFirst()) {
            TorchRuntime.seed(TorchRuntime.seed() + replicas.rank());
        }
    }

    /** Tells the others of the own part of a batch. */
    Turn turn(int samples, boolean stop) {
        if (replicas.isAlone()) {
            return new Turn(samples, samples, samples > 0, stop);
        }
        double[] sums = sums(samples, samples == 0 ? 1 : 0, stop ? 1 : 0);
        return new Turn(samples, (int) sums[0], sums[1] == 0, sums[2] > 0);
    }

    /** Whether one of the replicas says so. */
    boolean any(boolean own) {
        return replicas.isAlone() ? own : sums(own ? 1 : 0)[0] > 0;
    }

    /** Whether the first replica says so. */
    boolean first(boolean own) {
        return any(own && replicas.isFirst());
    }

    /**
     * The own share of the mean loss of the whole batch. The shares' gradients add up, also those that reach a replica from another one's
     * samples through common statistics.
     */
    Tensor share(Tensor meanLoss, Turn turn) {
        return replicas.isAlone() ? meanLoss : meanLoss.mul(new Scalar((double) turn.samples() / turn.all()));
    }

    /**
     * Adds up the gradients of all shares.
     *
     * @param meanLoss of the own part
     * @return the mean loss of the whole batch
     */
    double addUp(double meanLoss, Turn turn) {
        if (replicas.isAlone()) {
            return meanLoss;
        }
        NativeScope.withoutGrad(() -> messages().forEach(message -> NativeScope.run(() -> addUp(message))));
        return sums(meanLoss * turn.samples() / turn.all())[0];
    }

    /** The random generators' states of all replicas, in their order. */
    List<Tensor> randomStates() {
        Tensor own = TorchRuntime.randomState();
        if (replicas.isAlone()) {
            return List.of(own);
        }
        Tensor all = torch.zeros(replicas.size(), own.numel()).to(own.scalar_type());
        all.select(0, replicas.rank()).copy_(own);
        replicas.addUp(all);
        return IntStream.range(0, replicas.size()).mapToObj(rank -> all.select(0, rank).clone()).toList();
    }

    private double[] sums(double... own) {
        return NativeScope.withoutGrad(() -> {
            Tensor sums = Tensor.create(own);
            replicas.addUp(sums);
            double[] values = new double[own.length];
            sums.data_ptr_double().get(values);
            return values;
        });
    }

    private void addUp(List<Tensor> gradients) {
        Tensor sums = torch.cat(new TensorVector(gradients.stream().map(Tensor::flatten).toArray(Tensor[]::new)));
        replicas.addUp(sums);
        long from = 0;
        for (Tensor gradient : gradients) {
            gradient.copy_(sums.narrow(0, from, gradient.numel()).view(gradient.shape()));
            from += gradient.numel();
        }
    }

    private List<List<Tensor>> messages() {
        List<List<Tensor>> messages = new ArrayList<>();
        long left = 0;
        for (Parameter parameter : network.trainableParameters().values()) {
            Tensor gradient = parameter.tensor().grad();
            if (gradient.defined()) {
                if (left <= 0) {
                    messages.add(new ArrayList<>());
                    left = MESSAGE_ELEMENTS;
                }
                messages.get(messages.size() - 1).add(gradient);
                left -= gradient.numel();
            }
        }
        return messages;
    }
}
