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
        OnnxMl.ModelProto model = record(layer, image, metadata);
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
        boolean training = layer.isTraining();
        layer.eval();
        try {
            OnnxGraph graph = new OnnxGraph(layer.getClass().getSimpleName());
            OnnxValue input = graph.input(inputName, image.batch(Ops.DYNAMIC));
            graph.output(outputName, layer.forward(new OnnxOps(graph, layer), input));
            return graph.model(metadata);
        } finally {
            if (training) {
                layer.train();
            }
        }
    }
}
