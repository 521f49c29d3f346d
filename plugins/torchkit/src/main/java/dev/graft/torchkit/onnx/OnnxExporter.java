// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnx.proto.OnnxMl;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes networks as ONNX files of operator set 17: a fixed image size, a dynamic batch. */
public final class OnnxExporter {

    /** The operator set of the files. */
    public static final int OPSET = OnnxGraph.OPSET;

    private final String inputName;
    private final String outputName;

    /**
     * @param inputName name of the images in the file
     * @param outputName name of the result in the file
     */
    public OnnxExporter(String inputName, String outputName) {
        this.inputName = inputName;
        this.outputName = outputName;
    }

    /**
     * Records a layer in evaluation mode and writes it, whole or not at all.
     *
     * @param image shape of one input image
     * @param metadata text stored with the model, such as class names
     * @param file target; an existing file is replaced
     * @throws IOException if the file cannot be written
     */
    public void export(Layer layer, ImageShape image, Map<String, String> metadata, Path file) throws IOException {
        export(layer, List.of(new OnnxInput(inputName, image.channels(), image.height(), image.width())), metadata, file);
    }

    /**
     * Records a layer that takes several inputs joined to one, in evaluation mode, and writes it, whole or not at all.
     *
     * @param inputs what the layer's input is made of, joined along its channels; an input of more than three dimensions has those before
     *     height and width joined to channels
     * @param metadata text stored with the model
     * @param file target; an existing file is replaced
     * @throws IOException if the file cannot be written
     */
    public void export(Layer layer, List<OnnxInput> inputs, Map<String, String> metadata, Path file) throws IOException {
        OnnxMl.ModelProto model = record(layer, inputs, metadata);
        GraphCheck.check(model);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                model.writeTo(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The layer's graph, not yet checked or written. The layer's mode is as before when this returns. */
    OnnxMl.ModelProto record(Layer layer, ImageShape image, Map<String, String> metadata) {
        return record(layer, List.of(new OnnxInput(inputName, image.channels(), image.height(), image.width())), metadata);
    }

    private OnnxMl.ModelProto record(Layer layer, List<OnnxInput> inputs, Map<String, String> metadata) {
        boolean training = layer.isTraining();
        layer.eval();
        try {
            OnnxGraph graph = new OnnxGraph(layer.getClass().getSimpleName());
            OnnxOps ops = new OnnxOps(graph, layer);
            List<OnnxValue> parts = new ArrayList<>();
            inputs.forEach(input -> parts.add(graph.input(input.name(), input.batch(Ops.DYNAMIC))));
            for (int i = 0; i < parts.size(); i++) {
                if (inputs.get(i).rank() != ImageShape.RANK) {
                    parts.set(i, ops.reshape(parts.get(i), inputs.get(i).asImage().batch(Ops.DYNAMIC)));
                }
            }
            OnnxValue joined = parts.size() == 1 ? parts.get(0) : ops.concat(parts, 1);
            graph.output(outputName, layer.forward(ops, joined));
            return graph.model(metadata);
        } finally {
            if (training) {
                layer.train();
            }
        }
    }
}
