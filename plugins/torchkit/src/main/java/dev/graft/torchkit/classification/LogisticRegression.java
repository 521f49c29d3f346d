// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.nn.NativeScope;
import java.util.Arrays;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Multinomial logistic regression with the objective of scikit-learn's LogisticRegression and its lbfgs solver: {@code C} times the sum of
 * the samples' weighted cross-entropies, plus half the squared norm of the weights; the intercepts are free. Solved in double precision by
 * libtorch's L-BFGS with strong Wolfe line search.
 *
 * @param c inverse strength of the regularisation, above 0
 * @param maxIterations most steps, at least 1
 * @param balanced whether a sample weighs {@code samples / (classes x samples of its class)}; otherwise 1
 */
public record LogisticRegression(double c, int maxIterations, boolean balanced) {

    /** scikit-learn's tolerance is 1e-4; double precision allows more. */
    private static final double TOLERANCE = 1e-7;

    private static final long HISTORY = 10;

    /**
     * The solution.
     *
     * @param weights classes x features, row by row
     * @param intercepts one a class
     * @param objective mean weighted cross-entropy plus its share of the regularisation, at the solution
     * @param largestGradient largest absolute entry of the objective's gradient at the solution; near 0 if it converged
     */
    public record Solution(float[][] weights, float[] intercepts, double objective, double largestGradient) {}

    /**
     * Fits to a table.
     *
     * @param classes number of classes; those without samples get weights too
     */
    public Solution fit(FeatureTable table, int classes) {
        int count = table.labels().length;
        int width = table.features()[0].length;
        return NativeScope.call(() -> {
            Tensor features = matrix(table.features(), width);
            Tensor labels = Tensor.create(Arrays.stream(table.labels()).asLongStream().toArray());
            Tensor shares = Tensor.create(shares(table.labels(), classes));
            Tensor weights = torch.zeros(new long[] {classes, width}).to(torch.ScalarType.Double).set_requires_grad(true);
            Tensor intercepts = torch.zeros(new long[] {classes}).to(torch.ScalarType.Double).set_requires_grad(true);
            Problem problem = new Problem(features, labels, shares, weights, intercepts, 1 / (c * count));
            minimise(problem);
            double objective = problem.gradients().item_double();
            double largest = Math.max(largest(weights.grad()), largest(intercepts.grad()));
            return new Solution(rows(weights, classes), values(intercepts), objective, largest);
        });
    }

    private void minimise(Problem problem) {
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(maxIterations);
        options.max_eval().put(2L * maxIterations);
        options.tolerance_grad().put(TOLERANCE);
        options.tolerance_change().put(TOLERANCE * TOLERANCE);
        options.history_size().put(HISTORY);
        options.line_search_fn().put(new StringOptional("strong_wolfe"));
        LBFGS solver = new LBFGS(new TensorVector(problem.weights, problem.intercepts), options);
        LossClosure closure = new Closure(problem);
        solver.step(closure);
    }

    /** What each sample counts in the mean; their sum is 1. */
    private double[] shares(int[] labels, int classes) {
        long[] counts = new long[classes];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        long present = Arrays.stream(counts).filter(number -> number > 0).count();
        double samples = labels.length;
        return Arrays.stream(labels)
                .mapToDouble(label -> balanced ? 1 / (present * (double) counts[label]) : 1 / samples)
                .toArray();
    }

    private static Tensor matrix(float[][] rows, int width) {
        double[] values = new double[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < width; column++) {
                values[row * width + column] = rows[row][column];
            }
        }
        return Tensor.create(values, new long[] {rows.length, width});
    }

    private static double largest(Tensor gradient) {
        return gradient.abs().max().item_double();
    }

    private static float[][] rows(Tensor tensor, int count) {
        return Rows.of(values(tensor), count);
    }

    private static float[] values(Tensor tensor) {
        Tensor floats = tensor.detach().to(torch.ScalarType.Float).contiguous();
        float[] values = new float[(int) floats.numel()];
        floats.data_ptr_float().get(values);
        return values;
    }

    /** The function to minimise, divided by {@code C} and the number of samples so that its scale does not depend on them. */
    private record Problem(
            Tensor features, Tensor labels, Tensor shares, Tensor weights, Tensor intercepts, double penalty) {

        /** The value, after its gradients were computed anew. */
        Tensor gradients() {
            weights.mutable_grad().reset();
            intercepts.mutable_grad().reset();
            Tensor logits = torch.addmm(intercepts, features, weights.t());
            Tensor chosen = torch.log_softmax(logits, 1).gather(1, labels.unsqueeze(1)).squeeze(1);
            Tensor value = chosen.mul(shares).sum().neg().add(weights.square().sum().mul(new Scalar(penalty / 2)));
            value.backward();
            return value;
        }
    }

    private static final class Closure extends LossClosure {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Closure(Problem problem) {
            this.problem = problem;
        }

        @Override
        public Tensor call() {
            return problem.gradients();
        }
    }
}
