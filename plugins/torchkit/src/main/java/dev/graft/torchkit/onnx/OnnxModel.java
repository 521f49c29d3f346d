// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** An ONNX file with one image input and one output, run by ONNX Runtime on the CPU. Close it to free its memory. */
public final class OnnxModel implements AutoCloseable {

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * Loads a file.
     *
     * @param threads threads that one run may use, at least 1
     * @throws IOException if ONNX Runtime refuses the file
     */
    public OnnxModel(Path file, int threads) throws IOException {
        this.file = file;
        this.environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            this.session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    /** The shape of one input image. */
    public ImageShape imageShape() throws IOException {
        try {
            long[] shape = ((TensorInfo) session.getInputInfo().values().iterator().next().getInfo()).getShape();
            return new ImageShape(shape[1], shape[2], shape[3]);
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot tell the input of " + file + ": " + e.getMessage(), e);
        }
    }

    /** Text stored with the model when it was exported. */
    public Map<String, String> metadata() throws IOException {
        try {
            return Map.copyOf(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot tell the metadata of " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs the model.
     *
     * @param images count x channels x height x width, row-major
     * @param count number of images, at least 1
     * @return the output, row-major
     */
    public float[] run(float[] images, int count) throws IOException {
        long[] shape = imageShape().batch(count);
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] output = new float[values.remaining()];
            values.get(output);
            return output;
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot run " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
