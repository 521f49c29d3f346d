// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Computes with libtorch. Stateless; random numbers come from torch's default generator. */
public final class TorchOps implements Ops<Tensor> {

    @Override
    public Tensor read(Parameter parameter) {
        return parameter.tensor();
    }

    @Override
    public Tensor constant(float[] values, long[] shape, Tensor like) {
        return Tensor.create(values, shape).to(like.device(), like.scalar_type());
    }

    @Override
    public long size(Tensor x, int dimension) {
        return x.size(dimension);
    }

    @Override
    public int rank(Tensor x) {
        return (int) x.dim();
    }

    @Override
    public Tensor conv2d(Tensor x, Tensor weight, Tensor bias, Conv2dOptions options) {
        return torch.conv2d(
                x,
                weight,
                optional(bias),
                options.stride().toArray(),
                options.padding().toArray(),
                options.dilation().toArray(),
                options.groups());
    }

    @Override
    public Tensor conv3d(Tensor x, Tensor weight, Window3d window) {
        long[] ones = Size3d.cube(1).toArray();
        return torch.conv3d(
                x, weight, new TensorOptional(), window.stride().toArray(), window.padding().toArray(), ones, 1);
    }

    @Override
    public Tensor convTranspose2d(Tensor x, Tensor weight, Tensor bias, long stride, long padding) {
        return torch.conv_transpose2d(
                x,
                weight,
                optional(bias),
                Size2d.square(stride).toArray(),
                Size2d.square(padding).toArray(),
                Size2d.square(0).toArray(),
                1,
                Size2d.square(1).toArray());
    }

    @Override
    public Tensor batchNorm(
            Tensor x, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, BatchNormMode mode) {
        return torch.batch_norm(
                x,
                optional(weight),
                optional(bias),
                optional(runningMean),
                optional(runningVariance),
                mode.training(),
                mode.momentum(),
                mode.epsilon(),
                true);
    }

    @Override
    public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
        long[] over = {weight.size(0)};
        return torch.layer_norm(x, over, optional(weight), optional(bias), epsilon, true);
    }

    @Override
    public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return torch.linear(x, weight, optional(bias));
    }

    private static TensorOptional optional(Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b) {
        return torch.matmul(a, b);
    }

    @Override
    public Tensor relu(Tensor x) {
        return torch.relu(x);
    }

    @Override
    public Tensor hardtanh(Tensor x, double low, double high) {
        return torch.hardtanh(x, new Scalar(low), new Scalar(high));
    }

    @Override
    public Tensor gelu(Tensor x) {
        return torch.gelu(x);
    }

    @Override
    public Tensor sigmoid(Tensor x) {
        return torch.sigmoid(x);
    }

    @Override
    public Tensor silu(Tensor x) {
        return torch.silu(x);
    }

    @Override
    public Tensor tanh(Tensor x) {
        return torch.tanh(x);
    }

    @Override
    public Tensor softmax(Tensor x, int dimension) {
        return torch.softmax(x, dimension);
    }

    @Override
    public Tensor maxPool2d(Tensor x, Pool2dOptions options) {
        return torch.max_pool2d(
                x,
                options.kernel().toArray(),
                options.stride().toArray(),
                options.padding().toArray(),
                new long[] {1, 1},
                options.ceilMode());
    }

    @Override
    public Tensor maxPool3d(Tensor x, Window3d window) {
        return torch.max_pool3d(
                x,
                window.kernel().toArray(),
                window.stride().toArray(),
                window.padding().toArray(),
                Size3d.cube(1).toArray(),
                false);
    }

    @Override
    public Tensor avgPool2d(Tensor x, Pool2dOptions options) {
        return torch.avg_pool2d(
                x,
                options.kernel().toArray(),
                options.stride().toArray(),
                options.padding().toArray(),
                options.ceilMode(),
                true,
                new LongOptional());
    }

    @Override
    public Tensor globalAvgPool2d(Tensor x) {
        return torch.adaptive_avg_pool2d(x, 1, 1);
    }

    @Override
    public Tensor interpolate(Tensor x, Size2d size, Interpolation mode) {
        DoubleOptional scale = new DoubleOptional();
        return switch (mode) {
            case NEAREST -> torch.upsample_nearest2d(x, size.toArray(), scale, scale);
            case BILINEAR -> torch.upsample_bilinear2d(x, size.toArray(), false, scale, scale);
            case BILINEAR_ALIGNED -> torch.upsample_bilinear2d(x, size.toArray(), true, scale, scale);
        };
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        return a.add(b);
    }

    @Override
    public Tensor sub(Tensor a, Tensor b) {
        return a.sub(b);
    }

    @Override
    public Tensor mul(Tensor a, Tensor b) {
        return a.mul(b);
    }

    @Override
    public Tensor div(Tensor a, Tensor b) {
        return a.div(b);
    }

    @Override
    public Tensor scale(Tensor x, double factor) {
        return x.mul(new Scalar(factor));
    }

    @Override
    public Tensor shift(Tensor x, double summand) {
        return x.add(new Scalar(summand));
    }

    @Override
    public Tensor sqrt(Tensor x) {
        return x.sqrt();
    }

    @Override
    public Tensor abs(Tensor x) {
        return x.abs();
    }

    @Override
    public Tensor mean(Tensor x, boolean keep, int... dimensions) {
        return x.mean(longs(dimensions), keep, new ScalarTypeOptional());
    }

    @Override
    public Tensor sum(Tensor x, boolean keep, int... dimensions) {
        return x.sum(longs(dimensions), keep, new ScalarTypeOptional());
    }

    @Override
    public Tensor l2Normalize(Tensor x, int dimension, double epsilon) {
        Tensor norm = x.norm(new ScalarOptional(new Scalar(2.0)), new long[] {dimension}, true);
        return x.div(norm.clamp_min(new Scalar(epsilon)));
    }

    @Override
    public Tensor reshape(Tensor x, long... shape) {
        return x.reshape(shape);
    }

    @Override
    public Tensor permute(Tensor x, int... order) {
        return x.permute(longs(order));
    }

    @Override
    public Tensor transpose(Tensor x, int a, int b) {
        return x.transpose(a, b);
    }

    @Override
    public Tensor concat(List<Tensor> parts, int dimension) {
        return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), dimension);
    }

    @Override
    public Tensor slice(Tensor x, int dimension, long start, long length) {
        return x.narrow(dimension, start, length);
    }

    @Override
    public Tensor roll(Tensor x, long[] offsets, int[] dimensions) {
        return x.roll(offsets, longs(dimensions));
    }

    @Override
    public Tensor pad2d(Tensor x, long left, long right, long top, long bottom) {
        return torch.constant_pad_nd(x, new long[] {left, right, top, bottom}, new Scalar(0.0));
    }

    @Override
    public Tensor expandBatch(Tensor x, Tensor like) {
        long[] shape = x.shape();
        shape[0] = like.size(0);
        return x.expand(shape);
    }

    @Override
    public Tensor dropout(Tensor x, double probability) {
        return torch.dropout(x, probability, true);
    }

    @Override
    public Tensor dropPath(Tensor x, double probability) {
        long[] shape = new long[(int) x.dim()];
        Arrays.fill(shape, 1);
        shape[0] = x.size(0);
        double keep = 1 - probability;
        Tensor mask = x.new_empty(shape).bernoulli_(keep, new GeneratorOptional());
        return x.mul(mask.div_(new Scalar(keep)));
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
