// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses models that the ONNX specification refuses: undefined inputs, names given twice, untyped or short initialisers. */
final class GraphCheck {

    private final Set<String> defined = new HashSet<>();

    private GraphCheck() {}

    /**
     * Checks a model.
     *
     * @throws IllegalStateException naming the first fault
     */
    static void check(OnnxMl.ModelProto model) {
        require(
                model.getOpsetImportList().stream()
                        .anyMatch(set -> set.getDomain().isEmpty() && set.getVersion() == OnnxGraph.OPSET),
                "the model does not import operator set " + OnnxGraph.OPSET);
        new GraphCheck().check(model.getGraph());
    }

    private void check(OnnxMl.GraphProto graph) {
        require(graph.getInputCount() > 0 && graph.getOutputCount() > 0, "the graph lacks an input or an output");
        graph.getInputList().forEach(this::checkTyped);
        graph.getInputList().forEach(input -> define(input.getName()));
        graph.getInitializerList().forEach(this::checkInitializer);
        Set<String> nodeNames = new HashSet<>();
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            require(nodeNames.add(node.getName()), "two nodes are named " + node.getName());
            require(!node.getOpType().isEmpty(), "node " + node.getName() + " has no operator");
            checkDefined(node.getInputList(), node.getName());
            node.getOutputList().forEach(this::define);
        }
        for (OnnxMl.ValueInfoProto output : graph.getOutputList()) {
            checkTyped(output);
            checkDefined(List.of(output.getName()), "the graph's output");
        }
    }

    private void checkDefined(List<String> inputs, String reader) {
        for (String input : inputs) {
            require(input.isEmpty() || defined.contains(input), reader + " reads " + input + ", which nothing defines");
        }
    }

    private void define(String name) {
        require(!name.isEmpty(), "a value has no name");
        require(defined.add(name), "two values are named " + name);
    }

    private void checkTyped(OnnxMl.ValueInfoProto value) {
        OnnxMl.TypeProto.Tensor type = value.getType().getTensorType();
        require(type.getElemType() != 0 && type.getShape().getDimCount() > 0, value.getName() + " has no type or no shape");
    }

    private void checkInitializer(OnnxMl.TensorProto tensor) {
        define(tensor.getName());
        long count = tensor.getDimsList().stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        long size = elementSize(tensor);
        require(
                tensor.getRawData().size() == count * size,
                "initialiser " + tensor.getName() + " has " + tensor.getRawData().size() + " bytes for " + count
                        + " elements");
    }

    private static long elementSize(OnnxMl.TensorProto tensor) {
        if (tensor.getDataType() == OnnxMl.TensorProto.DataType.FLOAT.getNumber()) {
            return Float.BYTES;
        }
        require(
                tensor.getDataType() == OnnxMl.TensorProto.DataType.INT64.getNumber(),
                "initialiser " + tensor.getName() + " has the type number " + tensor.getDataType()
                        + "; Graft writes float and int64");
        return Long.BYTES;
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalStateException("The graph is not valid ONNX: " + fault);
        }
    }
}
