// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a growing text file in parts that end with a line.
 *
 * @param file may be missing, which counts as empty
 * @param partBytes most bytes of one part; a longer line is cut
 */
record FileLines(Path file, int partBytes) {

    /**
     * A line with its end, or a piece of one that is too long.
     *
     * @param text as UTF-8
     * @param after the byte behind it
     */
    record Line(String text, long after) {}

    /**
     * Some lines.
     *
     * @param lines in their order; the last one may lack its end where no more can come
     * @param after the byte behind them
     */
    record Part(List<Line> lines, long after) {}

    /** Bytes of the file. */
    long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Where the first line begins within the last so many bytes; 0 if the file has no more than those. */
    long tail(long bytes) throws IOException {
        long start = size() - bytes;
        if (start <= 0) {
            return 0;
        }
        List<Line> lines = split(read(start - 1), start - 1);
        return lines.isEmpty() ? start : lines.get(0).after();
    }

    /**
     * The next lines.
     *
     * @param from a byte of the file; beyond its end counts as the end
     * @param last whether the file does not grow any more
     */
    Part next(long from, boolean last) throws IOException {
        long start = Math.min(from, size());
        byte[] bytes = read(start);
        List<Line> lines = split(bytes, start);
        long after = lines.isEmpty() ? start : lines.get(lines.size() - 1).after();
        int left = (int) (start + bytes.length - after);
        boolean tooLong = lines.isEmpty() && bytes.length == partBytes;
        if (left > 0 && (tooLong || last && bytes.length < partBytes)) {
            int length = tooLong ? wholeCharacters(bytes) : bytes.length;
            int begin = bytes.length - left;
            after = start + length;
            lines.add(new Line(new String(bytes, begin, length - begin, StandardCharsets.UTF_8), after));
        }
        return new Part(lines, after);
    }

    private byte[] read(long start) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(partBytes, channel.size() - start)));
            int count = 0;
            while (count >= 0 && bytes.hasRemaining()) {
                count = channel.read(bytes, start + bytes.position());
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static List<Line> split(byte[] bytes, long start) {
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(new Line(new String(bytes, begin, at + 1 - begin, StandardCharsets.UTF_8), start + at + 1));
                begin = at + 1;
            }
        }
        return lines;
    }

    /** The length without the beginning of a character that the part cuts. */
    private static int wholeCharacters(byte[] bytes) {
        int first = bytes.length - 1;
        while (first > bytes.length - 4 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        return (bytes[first] & 0xC0) == 0xC0 ? first : bytes.length;
    }
}
