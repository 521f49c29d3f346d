// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes image files with OpenCV. Grey becomes three equal channels, transparency is dropped, 16 bits become 8, and the orientation that
 * a camera noted is applied. Safe for several threads.
 */
public final class ImageDecoder {

    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jpe", "jp2", "bmp", "webp", "tif", "tiff", "ppm", "pgm", "pbm");

    /** Whether the file's name ends like that of a picture. */
    public static boolean hasImageName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)) && !name.startsWith(".");
    }

    /**
     * Reads and decodes a file.
     *
     * @throws UnreadableImageException if the file cannot be read or is no sound picture
     */
    public Image decode(Path file) throws UnreadableImageException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnreadableImageException("the file cannot be read: " + e, e);
        }
        if (bytes.length == 0) {
            throw new UnreadableImageException("the file is empty");
        }
        return decode(bytes);
    }

    private static Image decode(byte[] bytes) throws UnreadableImageException {
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
                Mat decoded = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB)) {
            if (decoded.isNull() || decoded.empty()) {
                throw new UnreadableImageException("the file is no picture that can be decoded, or it is cut off");
            }
            byte[] rgb = new byte[Math.toIntExact(decoded.total() * Image.CHANNELS)];
            decoded.data().get(rgb);
            return new Image(decoded.cols(), decoded.rows(), rgb);
        } catch (RuntimeException e) {
            // OpenCV throws for damaged headers what it answers with an empty picture for damaged pixels.
            throw new UnreadableImageException("the file is damaged: " + e.getMessage(), e);
        }
    }
}
