// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification.worker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** NumPy's file of one array ({@code .npy}, version 1.0) of 32-bit floats, the last dimension together. */
final class NpyWriter {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyWriter() {}

    /**
     * Writes a file.
     *
     * @param samples arrays of equal length, the first dimension
     * @param shape the other dimensions, whose product is that length
     */
    static void write(Path file, List<float[]> samples, int... shape) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header(samples.size(), shape));
            for (float[] sample : samples) {
                ByteBuffer bytes = ByteBuffer.allocate(sample.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(sample);
                out.write(bytes.array());
            }
        }
    }

    private static byte[] header(int samples, int[] shape) {
        String dimensions = samples + ", " + Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        int length = MAGIC.length + Short.BYTES + text.length() + 1;
        int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
        byte[] description = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(MAGIC.length + Short.BYTES + description.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) description.length)
                .put(description)
                .array();
    }
}
