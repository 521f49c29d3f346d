// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file that reports are appended to. What it holds already tells which of them are repeats, so nothing else has to be remembered.
 *
 * @param file made with its folder if it is missing
 */
record ReportFile(Path file) {

    /** A repeat comes soon after the first; farther back nobody looks. */
    private static final int WINDOW = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Appends those of the lines that are not there yet. Status lines bear their date and time; the same one twice is a repeat.
     *
     * @param from bytes at the beginning that belong to earlier attempts
     */
    void appendLines(String text, long from) throws IOException {
        Set<String> known = new HashSet<>(lines(read(from)));
        String fresh = lines(text).stream().filter(known::add).map(line -> line + "\n").collect(Collectors.joining());
        append(fresh);
    }

    /**
     * Appends text.
     *
     * @param certain whether it is known to be new; otherwise text that the file ends with already counts as a repeat
     */
    void appendText(String text, boolean certain) throws IOException {
        if (certain || !endsWith(text)) {
            append(text);
        }
    }

    /** One JSON object over several lines is one status line; anything else is taken line by line. */
    private static List<String> lines(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{") && stripped.contains("\n")) {
            try {
                return List.of(JSON.readTree(stripped).toString());
            } catch (JsonProcessingException e) {
                // More than one value, or none: these are lines, and whoever reads the file skips those that are no status.
                return split(stripped);
            }
        }
        return split(stripped);
    }

    private static List<String> split(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private String read(long from) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(Math.min(from, channel.size()), channel.size() - WINDOW);
            return new String(read(channel, start), StandardCharsets.UTF_8);
        }
    }

    private boolean endsWith(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || Files.size(file) < bytes.length) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Arrays.equals(read(channel, channel.size() - bytes.length), bytes);
        }
    }

    private static byte[] read(FileChannel channel, long start) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - start));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            // A read may bring less than was asked for.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void append(String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
