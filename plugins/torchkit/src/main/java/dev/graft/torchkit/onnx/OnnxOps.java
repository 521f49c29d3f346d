// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnx.proto.OnnxMl;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.nn.BatchNormMode;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Interpolation;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Size2d;
import dev.graft.torchkit.nn.Window3d;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/** Records operations as nodes of an ONNX graph, in float32 and evaluation mode. Parameters become initialisers of their full names. */
public final class OnnxOps implements Ops<OnnxValue> {

    private final OnnxGraph graph;
    private final Map<Parameter, String> names = new IdentityHashMap<>();
    private final Map<Parameter, OnnxValue> read = new IdentityHashMap<>();

    OnnxOps(OnnxGraph graph, Module module) {
        this.graph = graph;
        module.state().forEach((name, parameter) -> names.put(parameter, name));
    }

    @Override
    public OnnxValue read(Parameter parameter) {
        return read.computeIfAbsent(parameter, this::initialiser);
    }

    private OnnxValue initialiser(Parameter parameter) {
        String name = names.get(parameter);
        if (name == null) {
            throw new IllegalArgumentException("A parameter is read that does not belong to the exported module");
        }
        return NativeScope.withoutGrad(() -> graph.floats(
                name,
                TensorBytes.copyOf(parameter.tensor().to(torch.ScalarType.Float)).data(),
                parameter.shape()));
    }

    @Override
    public OnnxValue constant(float[] values, long[] shape, OnnxValue like) {
        return graph.floats(values, shape);
    }

    private OnnxValue scalar(double value) {
        return graph.floats(new float[] {(float) value});
    }

    @Override
    public long size(OnnxValue x, int dimension) {
        return x.size(dimension);
    }

    @Override
    public int rank(OnnxValue x) {
        return x.rank();
    }

    private static List<String> inputs(OnnxValue... values) {
        return Stream.of(values).filter(value -> value != null).map(OnnxValue::name).toList();
    }

    private OnnxValue unary(String type, OnnxValue x, OnnxMl.AttributeProto... attributes) {
        return graph.node(type, x.dimensions(), inputs(x), attributes);
    }

    private OnnxValue binary(String type, OnnxValue a, OnnxValue b) {
        return graph.node(type, Shapes.broadcast(a.dimensions(), b.dimensions()), inputs(a, b));
    }

    @Override
    public OnnxValue conv2d(OnnxValue x, OnnxValue weight, OnnxValue bias, Conv2dOptions options) {
        return graph.node(
                "Conv",
                Shapes.conv(x, weight, options),
                inputs(x, weight, bias),
                Attributes.integers("kernel_shape", weight.size(2), weight.size(3)),
                Attributes.integers("strides", options.stride().toArray()),
                Attributes.integers("pads", Attributes.pads(options.padding())),
                Attributes.integers("dilations", options.dilation().toArray()),
                Attributes.integer("group", options.groups()));
    }

    @Override
    public OnnxValue conv3d(OnnxValue x, OnnxValue weight, Window3d window) {
        return graph.node("Conv", Shapes.conv3d(x, weight, window), inputs(x, weight), Attributes.window(window));
    }

    @Override
    public OnnxValue convTranspose2d(OnnxValue x, OnnxValue weight, OnnxValue bias, long stride, long padding) {
        return graph.node(
                "ConvTranspose",
                Shapes.convTranspose(x, weight, stride, padding),
                inputs(x, weight, bias),
                Attributes.integers("kernel_shape", weight.size(2), weight.size(3)),
                Attributes.integers("strides", stride, stride),
                Attributes.integers("pads", Attributes.pads(Size2d.square(padding))));
    }

    @Override
    public OnnxValue batchNorm(
            OnnxValue x,
            OnnxValue weight,
            OnnxValue bias,
            OnnxValue runningMean,
            OnnxValue runningVariance,
            BatchNormMode mode) {
        if (mode.training()) {
            throw trainingMode();
        }
        return graph.node(
                "BatchNormalization",
                x.dimensions(),
                inputs(x, weight, bias, runningMean, runningVariance),
                Attributes.real("epsilon", mode.epsilon()));
    }

    private static IllegalStateException trainingMode() {
        return new IllegalStateException("A network is recorded in evaluation mode; call eval() on it first");
    }

    @Override
    public OnnxValue layerNorm(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
        return graph.node(
                "LayerNormalization",
                x.dimensions(),
                inputs(x, weight, bias),
                Attributes.integer("axis", -1),
                Attributes.real("epsilon", epsilon));
    }

    @Override
    public OnnxValue linear(OnnxValue x, OnnxValue weight, OnnxValue bias) {
        long[] shape = x.resized(-1, weight.size(0));
        if (x.rank() == 2) {
            return graph.node("Gemm", shape, inputs(x, weight, bias), Attributes.integer("transB", 1));
        }
        OnnxValue product = matmul(x, transpose(weight, 0, 1));
        return bias == null ? product : add(product, bias);
    }

    @Override
    public OnnxValue matmul(OnnxValue a, OnnxValue b) {
        return graph.node("MatMul", Shapes.matmul(a.dimensions(), b.dimensions()), inputs(a, b));
    }

    @Override
    public OnnxValue relu(OnnxValue x) {
        return unary("Relu", x);
    }

    @Override
    public OnnxValue hardtanh(OnnxValue x, double low, double high) {
        OnnxValue min = graph.floats(new float[] {(float) low}, new long[0]);
        OnnxValue max = graph.floats(new float[] {(float) high}, new long[0]);
        return graph.node("Clip", x.dimensions(), inputs(x, min, max));
    }

    @Override
    public OnnxValue gelu(OnnxValue x) {
        // The Gelu operator came with operator set 20.
        OnnxValue erf = unary("Erf", scale(x, 1 / Math.sqrt(2)));
        return mul(scale(x, 0.5), shift(erf, 1));
    }

    @Override
    public OnnxValue sigmoid(OnnxValue x) {
        return unary("Sigmoid", x);
    }

    @Override
    public OnnxValue silu(OnnxValue x) {
        return mul(x, sigmoid(x));
    }

    @Override
    public OnnxValue tanh(OnnxValue x) {
        return unary("Tanh", x);
    }

    @Override
    public OnnxValue softmax(OnnxValue x, int dimension) {
        return unary("Softmax", x, Attributes.integer("axis", x.axis(dimension)));
    }

    @Override
    public OnnxValue maxPool2d(OnnxValue x, Pool2dOptions options) {
        return graph.node("MaxPool", Shapes.pool(x, options), inputs(x), Attributes.window(options));
    }

    @Override
    public OnnxValue maxPool3d(OnnxValue x, Window3d window) {
        return graph.node("MaxPool", Shapes.pool3d(x, x.size(1), window), inputs(x), Attributes.window(window));
    }

    @Override
    public OnnxValue avgPool2d(OnnxValue x, Pool2dOptions options) {
        OnnxMl.AttributeProto[] window = Attributes.window(options);
        OnnxMl.AttributeProto[] attributes = Arrays.copyOf(window, window.length + 1);
        attributes[window.length] = Attributes.integer("count_include_pad", 1);
        return graph.node("AveragePool", Shapes.pool(x, options), inputs(x), attributes);
    }

    @Override
    public OnnxValue globalAvgPool2d(OnnxValue x) {
        return graph.node("GlobalAveragePool", new long[] {x.shape().get(0), x.size(1), 1, 1}, inputs(x));
    }

    @Override
    public OnnxValue interpolate(OnnxValue x, Size2d size, Interpolation mode) {
        long[] shape = {x.shape().get(0), x.size(1), size.height(), size.width()};
        String front = leadingSizes(x, 2);
        String sizes = join(front, graph.integers(size.toArray()));
        // The second and third input, region and scales, are absent: empty names.
        List<String> inputs = List.of(x.name(), "", "", sizes);
        return graph.node("Resize", shape, inputs, Attributes.resizing(mode));
    }

    /** The name of a vector with the first sizes of a value, as they are when the graph runs. */
    private String leadingSizes(OnnxValue x, int count) {
        return graph.node(
                        "Shape",
                        new long[] {count},
                        inputs(x),
                        Attributes.integer("start", 0),
                        Attributes.integer("end", count))
                .name();
    }

    private String join(String first, String second) {
        return graph.node("Concat", new long[] {Ops.DYNAMIC}, List.of(first, second), Attributes.integer("axis", 0))
                .name();
    }

    @Override
    public OnnxValue add(OnnxValue a, OnnxValue b) {
        return binary("Add", a, b);
    }

    @Override
    public OnnxValue sub(OnnxValue a, OnnxValue b) {
        return binary("Sub", a, b);
    }

    @Override
    public OnnxValue mul(OnnxValue a, OnnxValue b) {
        return binary("Mul", a, b);
    }

    @Override
    public OnnxValue div(OnnxValue a, OnnxValue b) {
        return binary("Div", a, b);
    }

    @Override
    public OnnxValue scale(OnnxValue x, double factor) {
        return mul(x, scalar(factor));
    }

    @Override
    public OnnxValue shift(OnnxValue x, double summand) {
        return add(x, scalar(summand));
    }

    @Override
    public OnnxValue sqrt(OnnxValue x) {
        return unary("Sqrt", x);
    }

    @Override
    public OnnxValue abs(OnnxValue x) {
        return unary("Abs", x);
    }

    @Override
    public OnnxValue mean(OnnxValue x, boolean keep, int... dimensions) {
        return graph.node(
                "ReduceMean",
                Shapes.reduce(x, keep, dimensions),
                inputs(x),
                Attributes.integers("axes", axes(x, dimensions)),
                Attributes.integer("keepdims", keep ? 1 : 0));
    }

    @Override
    public OnnxValue sum(OnnxValue x, boolean keep, int... dimensions) {
        // Since operator set 13 ReduceSum takes its axes as an input, the other reductions only since 18.
        return graph.node(
                "ReduceSum",
                Shapes.reduce(x, keep, dimensions),
                List.of(x.name(), graph.integers(axes(x, dimensions))),
                Attributes.integer("keepdims", keep ? 1 : 0));
    }

    private static long[] axes(OnnxValue x, int... dimensions) {
        return IntStream.of(dimensions).mapToLong(x::axis).toArray();
    }

    @Override
    public OnnxValue l2Normalize(OnnxValue x, int dimension, double epsilon) {
        OnnxValue norm = graph.node(
                "ReduceL2",
                Shapes.reduce(x, true, dimension),
                inputs(x),
                Attributes.integers("axes", axes(x, dimension)),
                Attributes.integer("keepdims", 1));
        return div(x, binary("Max", norm, scalar(epsilon)));
    }

    @Override
    public OnnxValue reshape(OnnxValue x, long... shape) {
        return graph.node("Reshape", Shapes.reshape(x, shape), List.of(x.name(), graph.integers(shape)));
    }

    @Override
    public OnnxValue permute(OnnxValue x, int... order) {
        long[] shape = IntStream.of(order).mapToLong(x.shape()::get).toArray();
        return graph.node(
                "Transpose",
                shape,
                inputs(x),
                Attributes.integers("perm", IntStream.of(order).asLongStream().toArray()));
    }

    @Override
    public OnnxValue transpose(OnnxValue x, int a, int b) {
        int[] order = IntStream.range(0, x.rank()).toArray();
        order[x.axis(a)] = x.axis(b);
        order[x.axis(b)] = x.axis(a);
        return permute(x, order);
    }

    @Override
    public OnnxValue concat(List<OnnxValue> parts, int dimension) {
        OnnxValue first = parts.get(0);
        long size = parts.stream().mapToLong(part -> part.size(dimension)).sum();
        return graph.node(
                "Concat",
                first.resized(dimension, size),
                parts.stream().map(OnnxValue::name).toList(),
                Attributes.integer("axis", first.axis(dimension)));
    }

    @Override
    public OnnxValue slice(OnnxValue x, int dimension, long start, long length) {
        if (start < 0 || length < 1 || start + length > x.size(dimension)) {
            throw new IllegalArgumentException("Elements " + start + " to " + (start + length - 1) + " of dimension "
                    + dimension + " of " + x + " do not exist");
        }
        return graph.node(
                "Slice",
                x.resized(dimension, length),
                List.of(
                        x.name(),
                        graph.integers(start),
                        graph.integers(start + length),
                        graph.integers(x.axis(dimension))));
    }

    @Override
    public OnnxValue roll(OnnxValue x, long[] offsets, int[] dimensions) {
        OnnxValue rolled = x;
        for (int i = 0; i < dimensions.length; i++) {
            long size = x.size(dimensions[i]);
            long split = Math.floorMod(-offsets[i], size);
            if (split != 0) {
                OnnxValue front = slice(rolled, dimensions[i], 0, split);
                OnnxValue back = slice(rolled, dimensions[i], split, size - split);
                rolled = concat(List.of(back, front), dimensions[i]);
            }
        }
        return rolled;
    }

    @Override
    public OnnxValue pad2d(OnnxValue x, long left, long right, long top, long bottom) {
        long[] shape = {x.shape().get(0), x.size(1), x.size(2) + top + bottom, x.size(3) + left + right};
        return graph.node("Pad", shape, List.of(x.name(), graph.integers(0, 0, top, left, 0, 0, bottom, right)));
    }

    @Override
    public OnnxValue expandBatch(OnnxValue x, OnnxValue like) {
        long[] rest = Arrays.copyOfRange(x.dimensions(), 1, x.rank());
        String shape = join(leadingSizes(like, 1), graph.integers(rest));
        return graph.node("Expand", x.resized(0, like.shape().get(0)), List.of(x.name(), shape));
    }

    @Override
    public OnnxValue dropout(OnnxValue x, double probability) {
        throw trainingMode();
    }

    @Override
    public OnnxValue dropPath(OnnxValue x, double probability) {
        throw trainingMode();
    }
}
