// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a growing file, each once. Not thread safe. */
final class StatusTail {

    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private long position;

    StatusTail(Path file) {
        this.file = file;
    }

    /** The lines that were finished since the last call, up to that byte of the file. */
    List<String> until(long end) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (position < Math.min(end, channel.size())) {
                buffer.clear().limit((int) Math.min(CHUNK, end - position));
                int count = channel.read(buffer, position);
                if (count < 0) {
                    break;
                }
                position += count;
                split(buffer.array(), count, lines);
            }
        }
        return lines;
    }

    /** The lines that were finished since the last call. */
    List<String> next() throws IOException {
        return until(Long.MAX_VALUE);
    }

    /** As {@link #next}, and the last line even if nothing ends it: its writer is gone. */
    List<String> rest() throws IOException {
        List<String> lines = next();
        if (unfinished.size() > 0) {
            lines.add(unfinished.toString(StandardCharsets.UTF_8));
            unfinished.reset();
        }
        return lines;
    }

    private void split(byte[] bytes, int count, List<String> lines) {
        int start = 0;
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '\n') {
                unfinished.write(bytes, start, at - start);
                lines.add(unfinished.toString(StandardCharsets.UTF_8));
                unfinished.reset();
                start = at + 1;
            }
        }
        unfinished.write(bytes, start, count - start);
    }
}
