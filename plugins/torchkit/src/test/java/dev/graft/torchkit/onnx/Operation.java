// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import dev.graft.torchkit.nn.BatchNormMode;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Interpolation;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Size2d;
import dev.graft.torchkit.nn.Size3d;
import dev.graft.torchkit.nn.Window3d;
import java.util.List;
import java.util.function.Function;

/** One use of every operation on images N x 6 x 9 x 12, with parameters by name. */
enum Operation {
    CONV {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            Conv2dOptions options = new Conv2dOptions(new Size2d(2, 1), new Size2d(1, 2), new Size2d(1, 2), 1);
            return ops.conv2d(x, ops.read(p.apply("kernel")), ops.read(p.apply("channels")), options);
        }
    },
    GROUPED_CONV {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.conv2d(x, ops.read(p.apply("depthwise")), null, Conv2dOptions.of(1, 1).withGroups(6));
        }
    },
    CONV_IN_TIME {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            Window3d window = new Window3d(new Size3d(3, 3, 2), new Size3d(1, 2, 1), new Size3d(1, 0, 1));
            return ops.conv3d(ops.reshape(x, Ops.DYNAMIC, 2, 3, 9, 12), ops.read(p.apply("cube")), window);
        }
    },
    TRANSPOSED_CONV {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.convTranspose2d(x, ops.read(p.apply("enlarging")), ops.read(p.apply("channels")), 2, 1);
        }
    },
    MAX_POOL_IN_TIME {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.maxPool3d(ops.reshape(x, Ops.DYNAMIC, 2, 3, 9, 12), Window3d.of(3, 2, 1));
        }
    },
    BATCH_NORM {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T channels = ops.read(p.apply("channels"));
            T variance = ops.shift(ops.abs(channels), 0.1);
            return ops.batchNorm(x, channels, channels, channels, variance, new BatchNormMode(false, 0.1, 1e-3));
        }
    },
    LAYER_NORM {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.layerNorm(x, ops.read(p.apply("columns")), ops.read(p.apply("columns")), 1e-6);
        }
    },
    LINEAR_ON_VECTORS {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.linear(
                    ops.flatten(ops.mean(x, false, 2)), ops.read(p.apply("wide")), ops.read(p.apply("channels")));
        }
    },
    LINEAR_ON_SEQUENCES {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.linear(x, ops.read(p.apply("matrix")), ops.read(p.apply("channels")));
        }
    },
    LINEAR_WITHOUT_BIAS {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.linear(ops.flatten(ops.mean(x, false, 2)), ops.read(p.apply("wide")), null);
        }
    },
    MATMUL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.matmul(x, ops.transpose(x, -1, -2));
        }
    },
    ACTIVATIONS {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.concat(
                    List.of(
                            ops.relu(x),
                            ops.hardtanh(x, -0.5, 1.5),
                            ops.gelu(x),
                            ops.sigmoid(x),
                            ops.silu(x),
                            ops.tanh(x),
                            ops.sqrt(ops.abs(x))),
                    -1);
        }
    },
    SOFTMAX {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.sub(ops.softmax(x, 1), ops.softmax(x, -1));
        }
    },
    MAX_POOL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.maxPool2d(x, Pool2dOptions.of(3, 2, 1));
        }
    },
    MAX_POOL_WITH_CEIL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            Pool2dOptions options = new Pool2dOptions(Size2d.square(2), Size2d.square(2), Size2d.square(0), true);
            return ops.maxPool2d(x, options);
        }
    },
    AVERAGE_POOL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.avgPool2d(x, Pool2dOptions.of(3, 2, 1));
        }
    },
    GLOBAL_AVERAGE_POOL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.flatten(ops.globalAvgPool2d(x));
        }
    },
    NEAREST {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.interpolate(x, new Size2d(18, 7), Interpolation.NEAREST);
        }
    },
    BILINEAR {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.interpolate(x, new Size2d(20, 31), Interpolation.BILINEAR);
        }
    },
    BILINEAR_ALIGNED {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.interpolate(x, new Size2d(20, 5), Interpolation.BILINEAR_ALIGNED);
        }
    },
    ARITHMETIC {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T row = ops.read(p.apply("columns"));
            T quotient = ops.div(ops.add(x, row), ops.shift(ops.abs(row), 1));
            return ops.sub(ops.scale(ops.mul(quotient, x), 0.5), row);
        }
    },
    REDUCTIONS {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T kept = ops.sub(ops.mean(x, true, 1, 3), ops.scale(ops.sum(x, true, -1), 0.1));
            return ops.mul(ops.mean(kept, false, 3), ops.sum(ops.sum(x, false, -1), true, 2));
        }
    },
    L2_NORMALISE {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.l2Normalize(x, 1, 2.5);
        }
    },
    SHAPES {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T windows = ops.reshape(x, Ops.DYNAMIC, 6, 3, 3, 3, 4);
            T split = ops.reshape(ops.permute(windows, 0, 2, 4, 3, 5, 1), Ops.DYNAMIC, 12, 6);
            T first = ops.softmax(split, 1);
            return ops.reshape(first, Ops.DYNAMIC, ops.size(x, 1) * 9 * 12);
        }
    },
    SLICES {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T part = ops.slice(x, -1, 2, 5);
            return ops.concat(List.of(ops.select(part, 1, 3), ops.select(part, 1, 0)), 1);
        }
    },
    ROLL {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.roll(x, new long[] {-2, 5}, new int[] {2, 3});
        }
    },
    PAD {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.pad2d(x, 1, 2, 3, 0);
        }
    },
    EXPAND_BATCH {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            T token = ops.expandBatch(ops.reshape(ops.read(p.apply("columns")), 1, 1, 1, 12), x);
            return ops.concat(List.of(token, ops.slice(x, 1, 0, 1)), 2);
        }
    },
    CONSTANT {
        @Override
        <T> T apply(Ops<T> ops, Function<String, Parameter> p, T x) {
            return ops.mul(x, ops.constant(new float[] {1, 2, 3, 4, 5, 6}, new long[] {6, 1, 1}, x));
        }
    };

    abstract <T> T apply(Ops<T> ops, Function<String, Parameter> parameters, T x);
}
