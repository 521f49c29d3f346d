// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.output;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of a job.
 *
 * @param name its name in the list, with {@code /} between folders
 * @param size bytes that are sent; a file that grows meanwhile is cut there
 * @param content opens it
 */
public record OutputFile(String name, long size, Content content) {

    private static final int BUFFER = 64 * 1024;

    /** The bytes of a file. */
    @FunctionalInterface
    public interface Content {
        /** A new stream; the caller closes it. */
        InputStream open() throws IOException;
    }

    public OutputFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
    }

    /** A file on disk; a link in its place is not followed. */
    static OutputFile of(String name, Path file) throws IOException {
        return new OutputFile(name, Files.size(file), () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** A file that is made of what the database knows. */
    static OutputFile of(String name, byte[] bytes) {
        return new OutputFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Writes the bytes that were announced, even if the file has grown since; the stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = content.open()) {
            byte[] buffer = new byte[BUFFER];
            for (long left = size; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("the file " + name + " ends " + left + " bytes early; it was changed while it was sent");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    /** The name without its folders. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
