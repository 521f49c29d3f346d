// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.Objects;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Draws initial weights, on the CPU, from a generator of its own: the same seed and the same network give the same
 * weights, whatever else draws random numbers.
 */
public final class Initializer {

    /** The distribution of weights and biases. */
    public enum Scheme {
        /** torch's default for Conv2d and Linear: weight and bias uniform in ±1/√fanIn. */
        TORCH_DEFAULT,
        /** Weight normal with variance 2/fanOut (arXiv:1502.01852), fanOut not divided by groups; bias 0. As torchvision's ResNet. */
        KAIMING_FAN_OUT,
        /** Weight normal with variance 2/fanOut, fanOut divided by groups; bias 0. As FAN and EfficientNet. */
        GROUPED_FAN_OUT,
        /** Weight uniform in ±1/√fanOut, for Linear; bias 0. As the head of EfficientNet. */
        UNIFORM_FAN_OUT,
        /** Weight normal with deviation 0.02; bias 0. As vision transformers and ConvNeXt. */
        TRUNCATED_NORMAL
    }

    private static final double TRUNCATED_DEVIATION = 0.02;

    private final Generator generator;
    private final Scheme scheme;

    private Initializer(Generator generator, Scheme scheme) {
        this.generator = generator;
        this.scheme = scheme;
    }

    /** Starts a generator; the scheme is {@link Scheme#TORCH_DEFAULT}. */
    public static Initializer seeded(long seed) {
        return new Initializer(NativeScope.keep(torch.make_generator_cpu(seed)), Scheme.TORCH_DEFAULT);
    }

    /** Another scheme that draws from the same generator. */
    public Initializer with(Scheme other) {
        return new Initializer(generator, Objects.requireNonNull(other, "other"));
    }

    /** A weight: out x in/groups x kernel..., or out x in. */
    public Tensor weight(long[] shape, long groups) {
        Tensor values = torch.empty(shape);
        GeneratorOptional from = new GeneratorOptional(generator);
        return switch (scheme) {
            case TORCH_DEFAULT -> values.uniform_(-bound(shape), bound(shape), from);
            case KAIMING_FAN_OUT -> values.normal_(0, Math.sqrt(2.0 / fanOut(shape)), from);
            case GROUPED_FAN_OUT -> values.normal_(0, Math.sqrt(2.0 / (fanOut(shape) / groups)), from);
            case UNIFORM_FAN_OUT -> values.uniform_(-1 / Math.sqrt(fanOut(shape)), 1 / Math.sqrt(fanOut(shape)), from);
            case TRUNCATED_NORMAL -> truncatedNormal(shape);
        };
    }

    /** The bias of a weight of that shape. */
    public Tensor bias(long[] weightShape) {
        Tensor values = torch.empty(weightShape[0]);
        if (scheme == Scheme.TORCH_DEFAULT) {
            return values.uniform_(-bound(weightShape), bound(weightShape), new GeneratorOptional(generator));
        }
        return values.zero_();
    }

    /** Normal with deviation 0.02. timm cuts at ±2, a hundred deviations away, which no draw reaches. */
    public Tensor truncatedNormal(long... shape) {
        return torch.empty(shape).normal_(0, TRUNCATED_DEVIATION, new GeneratorOptional(generator));
    }

    /** A tensor whose elements all have one value. */
    public static Tensor constant(double value, long... shape) {
        return torch.empty(shape).fill_(new Scalar(value));
    }

    private static double bound(long[] shape) {
        long fanIn = 1;
        for (int i = 1; i < shape.length; i++) {
            fanIn *= shape[i];
        }
        return 1 / Math.sqrt(fanIn);
    }

    private static long fanOut(long[] shape) {
        long fanOut = shape[0];
        for (int i = 2; i < shape.length; i++) {
            fanOut *= shape[i];
        }
        return fanOut;
    }
}
