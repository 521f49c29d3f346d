// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.graft.torchkit.nn.Ops;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph under construction: nodes in the order of recording, initialisers, unique names. */
final class OnnxGraph {

    /** The version of the operators' definitions that the recorded nodes follow. */
    static final int OPSET = 17;

    /** The newest format version that runtimes of that operator set read. */
    private static final int IR_VERSION = 8;

    private static final String BATCH = "batch";

    private final OnnxMl.GraphProto.Builder graph;
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> counters = new HashMap<>();
    private final Map<List<Long>, String> integers = new HashMap<>();

    OnnxGraph(String name) {
        graph = OnnxMl.GraphProto.newBuilder().setName(name);
    }

    /** Declares the graph's input. */
    OnnxValue input(String name, long... shape) {
        OnnxValue value = OnnxValue.of(claim(name), shape);
        graph.addInput(describe(value));
        return value;
    }

    /** Declares a value the graph's output, under a name of its own. */
    void output(String name, OnnxValue value) {
        claim(name);
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setName("Identity_" + name)
                .setOpType("Identity")
                .addInput(value.name())
                .addOutput(name));
        graph.addOutput(describe(new OnnxValue(name, value.shape())));
    }

    /** Adds a node with one output of the given shape. */
    OnnxValue node(String type, long[] shape, List<String> inputs, OnnxMl.AttributeProto... attributes) {
        String name = claim("/" + type + "_" + counters.merge(type, 1, Integer::sum));
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setName(name)
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return OnnxValue.of(name, shape);
    }

    /** Adds a float initialiser of its own name. */
    OnnxValue floats(String name, ByteBuffer littleEndian, long... shape) {
        graph.addInitializer(tensor(claim(name), OnnxMl.TensorProto.DataType.FLOAT, shape)
                .setRawData(ByteString.copyFrom(littleEndian)));
        return OnnxValue.of(name, shape);
    }

    /** Adds a float constant without a name of its own. */
    OnnxValue floats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return floats("/constant_" + counters.merge("constant", 1, Integer::sum), bytes, shape);
    }

    /** The name of a vector of integers; equal vectors share one. */
    String integers(long... values) {
        return integers.computeIfAbsent(OnnxValue.of("", values).shape(), key -> {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            String name = claim("/integers_" + integers.size());
            graph.addInitializer(tensor(name, OnnxMl.TensorProto.DataType.INT64, values.length)
                    .setRawData(ByteString.copyFrom(bytes)));
            return name;
        });
    }

    private static OnnxMl.TensorProto.Builder tensor(String name, OnnxMl.TensorProto.DataType type, long... shape) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor;
    }

    private String claim(String name) {
        if (name.isEmpty() || !names.add(name)) {
            throw new IllegalStateException("Two values named \"" + name + "\" in one graph, or an empty name");
        }
        return name;
    }

    private static OnnxMl.ValueInfoProto describe(OnnxValue value) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (long size : value.shape()) {
            OnnxMl.TensorShapeProto.Dimension.Builder dimension = shape.addDimBuilder();
            if (size == Ops.DYNAMIC) {
                dimension.setDimParam(BATCH);
            } else {
                dimension.setDimValue(size);
            }
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** The whole model; {@code metadata} is stored with it. */
    OnnxMl.ModelProto model(Map<String, String> metadata) {
        OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("graft")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
