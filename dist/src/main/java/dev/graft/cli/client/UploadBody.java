// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * One file as {@code multipart/form-data} in the field {@code file}, as the API's clients send it: read as it is sent, so that memory
 * does not grow with the file, and of known length.
 */
final class UploadBody {

    private final Path file;
    private final String boundary = "graft-" + UUID.randomUUID();

    UploadBody(Path file) {
        this.file = file;
    }

    String mediaType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher publisher(Transfer transfer) throws IOException {
        long size = Files.size(file);
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName().toString().replace("\"", "%22") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        BodyPublisher parts = BodyPublishers.concat(
                BodyPublishers.ofByteArray(head),
                BodyPublishers.ofInputStream(() -> new Counted(open(), size, transfer)),
                BodyPublishers.ofByteArrays(List.of(tail)));
        return BodyPublishers.fromPublisher(parts, head.length + size + tail.length);
    }

    private InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }

    /** Tells the listener what was read. */
    private static final class Counted extends FilterInputStream {

        private final long total;
        private final Transfer transfer;
        private long done;

        Counted(InputStream in, long total, Transfer transfer) {
            super(in);
            this.total = total;
            this.transfer = transfer;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) {
            done += bytes;
            transfer.moved(done, total);
        }
    }
}
