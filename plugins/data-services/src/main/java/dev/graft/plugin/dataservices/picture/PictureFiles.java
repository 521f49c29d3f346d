// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Picture files. */
public final class PictureFiles {

    private static final Set<String> ENDINGS =
            Set.of("png", "jpg", "jpeg", "jpe", "bmp", "gif", "tif", "tiff", "webp", "ppm", "pgm", "jp2");
    private static final Set<String> JPEG = Set.of("jpg", "jpeg", "jpe");
    private static final float JPEG_QUALITY = 0.95f;

    static {
        // Its disk cache would write every file a second time.
        ImageIO.setUseCache(false);
    }

    private PictureFiles() {}

    /** Whether a file name ends like that of a picture. */
    public static boolean hasPictureName(String name) {
        return ENDINGS.contains(endingOf(name)) && !name.substring(name.lastIndexOf('/') + 1).startsWith(".");
    }

    /** The ending of a file name in lower case, without the dot; empty text if there is none. */
    public static String endingOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || dot < name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The pictures below a folder, relative to it with slashes, sorted; none if there is no such folder. */
    public static List<String> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(PictureFiles::hasPictureName)
                    .sorted()
                    .toList();
        }
    }

    /**
     * Width and height in pixels, read from the file's head.
     *
     * @throws UnreadablePictureException if it is no picture that the JDK knows
     */
    public static Dimension size(Path file) throws IOException {
        try (ImageInputStream stream = open(file)) {
            ImageReader reader = reader(stream);
            try {
                return new Dimension(reader.getWidth(0), reader.getHeight(0));
            } catch (IOException | RuntimeException e) {
                throw new UnreadablePictureException("its head is damaged (" + e.getMessage() + ")", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * The pixels as 8-bit RGB, or grey where the file has nothing else.
     *
     * @throws UnreadablePictureException if it cannot be decoded
     */
    public static BufferedImage read(Path file) throws IOException {
        try (ImageInputStream stream = open(file)) {
            ImageReader reader = reader(stream);
            try {
                return plain(reader.read(0));
            } catch (IOException | RuntimeException e) {
                throw new UnreadablePictureException("its pixels are damaged or of an unusual kind (" + e.getMessage() + ")", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * Decodes the whole file, however it is damaged.
     *
     * @return what is wrong with it; empty if nothing is
     */
    public static Optional<String> damage(Path file) throws IOException {
        try (ImageInputStream stream = open(file)) {
            ImageReader reader = reader(stream);
            List<String> warnings = new ArrayList<>();
            // The JPEG reader fills what is missing with grey and says so in a warning.
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            try {
                reader.read(0);
                return warnings.stream().findFirst();
            } finally {
                reader.dispose();
            }
        } catch (UnreadablePictureException e) {
            return Optional.of(e.getMessage());
        } catch (IOException | RuntimeException e) {
            return Optional.of("its pixels are damaged or of an unusual kind (" + e.getMessage() + ")");
        }
    }

    private static BufferedImage plain(BufferedImage decoded) {
        boolean grey = decoded.getColorModel().getNumColorComponents() == 1;
        int wanted = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        if (decoded.getType() == wanted) {
            return decoded;
        }
        BufferedImage plain = new BufferedImage(decoded.getWidth(), decoded.getHeight(), wanted);
        var graphics = plain.createGraphics();
        graphics.drawImage(decoded, 0, 0, null);
        graphics.dispose();
        return plain;
    }

    private static ImageInputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.size(file) == 0) {
            throw new UnreadablePictureException("it is empty");
        }
        ImageInputStream stream = ImageIO.createImageInputStream(file.toFile());
        if (stream == null) {
            throw new UnreadablePictureException("it cannot be opened");
        }
        return stream;
    }

    private static ImageReader reader(ImageInputStream stream) throws UnreadablePictureException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new UnreadablePictureException("it is no PNG, JPEG, BMP, GIF or TIFF picture");
        }
        ImageReader reader = readers.next();
        reader.setInput(stream, true, true);
        return reader;
    }

    /**
     * Writes a picture in the format that the file's ending names: png, jpg (quality 0.95), bmp, gif or tif.
     *
     * @throws IOException if it cannot be written or the ending is none of these
     */
    public static void write(BufferedImage picture, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        String ending = endingOf(file.getFileName().toString());
        if (JPEG.contains(ending)) {
            writeJpeg(picture, file);
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            if (!ImageIO.write(picture, ending.equals("tiff") ? "tif" : ending, out)) {
                throw new IOException("pictures cannot be written as ." + ending + "; use .png or .jpg");
            }
        }
    }

    private static void writeJpeg(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
