// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Size2d;
import dev.graft.torchkit.nn.Size3d;
import dev.graft.torchkit.nn.Window3d;
import java.util.Arrays;

/** The shapes that operations give, by the ONNX operators' definitions. */
final class Shapes {

    private Shapes() {}

    /** NumPy's broadcasting; a dynamic size wins over 1 and over itself. */
    static long[] broadcast(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] result = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long left = i <= a.length ? a[a.length - i] : 1;
            long right = i <= b.length ? b[b.length - i] : 1;
            if (left != right && left > 1 && right > 1) {
                throw new IllegalArgumentException(
                        "Shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " cannot be broadcast");
            }
            result[rank - i] = left == 1 || left == Ops.DYNAMIC && right > 1 ? right : left;
        }
        return result;
    }

    static long[] matmul(long[] a, long[] b) {
        if (a.length < 2 || b.length < 2 || a[a.length - 1] != b[b.length - 2]) {
            throw new IllegalArgumentException(
                    "Matrices " + Arrays.toString(a) + " and " + Arrays.toString(b) + " cannot be multiplied");
        }
        long[] batch = broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
        long[] result = Arrays.copyOf(batch, batch.length + 2);
        result[batch.length] = a[a.length - 2];
        result[batch.length + 1] = b[b.length - 1];
        return result;
    }

    static long[] conv(OnnxValue x, OnnxValue weight, Conv2dOptions options) {
        if (x.size(1) != weight.size(1) * options.groups()) {
            throw new IllegalArgumentException("A kernel " + weight + " in " + options.groups()
                    + " groups does not fit the input " + x);
        }
        return new long[] {
            x.shape().get(0),
            weight.size(0),
            steps(
                    x.size(2),
                    options.dilation().height() * (weight.size(2) - 1) + 1,
                    options.stride().height(),
                    options.padding().height(),
                    false),
            steps(
                    x.size(3),
                    options.dilation().width() * (weight.size(3) - 1) + 1,
                    options.stride().width(),
                    options.padding().width(),
                    false)
        };
    }

    static long[] conv3d(OnnxValue x, OnnxValue weight, Window3d window) {
        if (x.size(1) != weight.size(1)) {
            throw new IllegalArgumentException("A kernel " + weight + " does not fit the input " + x);
        }
        return pool3d(x, weight.size(0), window);
    }

    static long[] pool3d(OnnxValue x, long channels, Window3d window) {
        Size3d kernel = window.kernel();
        Size3d stride = window.stride();
        Size3d padding = window.padding();
        return new long[] {
            x.shape().get(0),
            channels,
            steps(x.size(2), kernel.frames(), stride.frames(), padding.frames(), false),
            steps(x.size(3), kernel.height(), stride.height(), padding.height(), false),
            steps(x.size(4), kernel.width(), stride.width(), padding.width(), false)
        };
    }

    static long[] convTranspose(OnnxValue x, OnnxValue weight, long stride, long padding) {
        if (x.size(1) != weight.size(0)) {
            throw new IllegalArgumentException("A kernel " + weight + " does not fit the input " + x);
        }
        return new long[] {
            x.shape().get(0),
            weight.size(1),
            (x.size(2) - 1) * stride - 2 * padding + weight.size(2),
            (x.size(3) - 1) * stride - 2 * padding + weight.size(3)
        };
    }

    static long[] pool(OnnxValue x, Pool2dOptions options) {
        Size2d kernel = options.kernel();
        Size2d stride = options.stride();
        Size2d padding = options.padding();
        return new long[] {
            x.shape().get(0),
            x.size(1),
            steps(x.size(2), kernel.height(), stride.height(), padding.height(), options.ceilMode()),
            steps(x.size(3), kernel.width(), stride.width(), padding.width(), options.ceilMode())
        };
    }

    private static long steps(long size, long window, long stride, long padding, boolean ceil) {
        long room = size + 2 * padding - window;
        if (room < 0) {
            throw new IllegalArgumentException(
                    "A window of " + window + " does not fit " + size + " elements with padding " + padding);
        }
        long steps = (ceil ? room + stride - 1 : room) / stride + 1;
        // As torch: a window must not begin in the padding behind the end.
        return ceil && (steps - 1) * stride >= size + padding ? steps - 1 : steps;
    }

    /** The shape of a reshape with at most one size left open; it stays open if the input has a dynamic size. */
    static long[] reshape(OnnxValue x, long[] target) {
        long known = 1;
        int open = -1;
        for (int i = 0; i < target.length; i++) {
            if (target[i] != Ops.DYNAMIC) {
                known *= target[i];
            } else if (open < 0) {
                open = i;
            } else {
                throw new IllegalArgumentException("Two open sizes in " + Arrays.toString(target));
            }
        }
        long[] result = target.clone();
        if (x.shape().contains(Ops.DYNAMIC)) {
            if (open < 0) {
                throw new IllegalArgumentException("Reshaping " + x + " to " + Arrays.toString(target)
                        + " would fix the batch; leave that size open with Ops.DYNAMIC");
            }
            return result;
        }
        long count = Arrays.stream(x.dimensions()).reduce(1, (a, b) -> a * b);
        if (open >= 0 ? count % known != 0 : count != known) {
            throw new IllegalArgumentException("Cannot reshape " + x + " to " + Arrays.toString(target));
        }
        if (open >= 0) {
            result[open] = count / known;
        }
        return result;
    }

    static long[] reduce(OnnxValue x, boolean keep, int... dimensions) {
        long[] sizes = x.dimensions();
        for (int dimension : dimensions) {
            sizes[x.axis(dimension)] = 0;
        }
        return keep
                ? Arrays.stream(sizes).map(size -> size == 0 ? 1 : size).toArray()
                : Arrays.stream(sizes).filter(size -> size != 0).toArray();
    }
}
