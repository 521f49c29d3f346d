// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX file with image inputs and one output, run by ONNX Runtime on the CPU. Close it to free its memory. */
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

    /** The inputs, in the order in which their values follow each other in a sample. */
    public List<OnnxInput> inputs() throws IOException {
        try {
            List<OnnxInput> inputs = new ArrayList<>();
            for (NodeInfo node : session.getInputInfo().values()) {
                long[] shape = ((TensorInfo) node.getInfo()).getShape();
                inputs.add(new OnnxInput(node.getName(), Arrays.copyOfRange(shape, 1, shape.length)));
            }
            return inputs;
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot tell the input of " + file + ": " + e.getMessage(), e);
        }
    }

    /** The shape of one sample: an input image, or several inputs with their channels joined. */
    public ImageShape imageShape() throws IOException {
        List<ImageShape> images = inputs().stream().map(OnnxInput::asImage).toList();
        long channels = images.stream().mapToLong(ImageShape::channels).sum();
        return new ImageShape(channels, images.get(0).height(), images.get(0).width());
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
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            long sample = imageShape().count();
            long offset = 0;
            for (OnnxInput input : inputs()) {
                float[] values = part(images, count, sample, offset, input.count());
                tensors.put(input.name(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), input.batch(count)));
                offset += input.count();
            }
            try (OrtSession.Result result = session.run(tensors)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] output = new float[values.remaining()];
                values.get(output);
                return output;
            }
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot run " + file + ": " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Of each sample the {@code length} values from {@code offset} on. */
    private static float[] part(float[] samples, int count, long size, long offset, long length) {
        if (length == size) {
            return samples;
        }
        float[] part = new float[Math.toIntExact(count * length)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(samples, Math.toIntExact(i * size + offset), part, Math.toIntExact(i * length), Math.toIntExact(length));
        }
        return part;
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
