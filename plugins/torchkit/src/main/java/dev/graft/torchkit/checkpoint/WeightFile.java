// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of weights of every kind that Graft knows, told apart by their first bytes, not by their names. */
public final class WeightFile {

    private static final int SNIFFED = 9;
    private static final int PICKLE_PROTOCOL = 0x80;

    private WeightFile() {}

    /**
     * Reads a safetensors file, a PyTorch zip archive ({@code torch.save} since 1.6) or a PyTorch pickle of before.
     *
     * @throws WeightFileException if the file is broken, holds anything but tensors and primitives, or is of another kind
     * @throws IOException if it cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        byte[] start = start(file);
        if (start.length == SNIFFED && start[8] == '{') {
            return SafetensorsReader.read(file);
        }
        try {
            if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
                return TorchZipReader.read(file);
            }
            if (start.length > 1 && Byte.toUnsignedInt(start[0]) == PICKLE_PROTOCOL) {
                return TorchLegacyReader.read(file);
            }
        } catch (WeightFileException e) {
            throw new WeightFileException("The weights in " + file + " cannot be read. " + e.getMessage(), e);
        }
        throw new WeightFileException("The weights in " + file + " cannot be read: it is no safetensors file, no PyTorch archive and no "
                + "PyTorch pickle. Encrypted files (.tlt, .etlt) must be decrypted first.");
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SNIFFED);
        }
    }
}
