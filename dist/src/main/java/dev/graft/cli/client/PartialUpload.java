// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Sends an archive in parts, each with its checksum (tus 1.0.0). When the connection breaks it goes on after a pause; when the program was
 * ended, the same command goes on where it was: the server knows the upload by the file's name, size and time of change.
 */
final class PartialUpload {

    /** Bytes of a part; an archive that is not longer is better sent at once. */
    static final int PART = 8 << 20;

    private static final int TRIES = 8;
    private static final Map<String, String> TUS = Map.of("Tus-Resumable", "1.0.0");

    private final HttpApi http;
    private final String uploads;
    private final Path archive;
    private final Transfer transfer;
    private final Duration pause;

    /**
     * An upload.
     *
     * @param uploads path of the dataset's uploads
     * @param pause after the first failure; doubled after each further one
     */
    PartialUpload(HttpApi http, String uploads, Path archive, Transfer transfer, Duration pause) {
        this.http = http;
        this.uploads = uploads;
        this.archive = archive;
        this.transfer = transfer;
        this.pause = pause;
    }

    /** Sends what the server does not have yet. */
    void run() throws IOException {
        long size = Files.size(archive);
        String upload = find(size).orElseGet(() -> begin(size));
        long offset = offset(upload);
        int failures = 0;
        try (FileChannel file = FileChannel.open(archive)) {
            while (offset < size) {
                transfer.moved(offset, size);
                try {
                    offset = send(upload, offset, part(file, offset));
                    failures = 0;
                } catch (UnreachableException | ApiException e) {
                    failures++;
                    if (failures == TRIES || !mayPass(e)) {
                        throw e;
                    }
                    new Poll(pause.multipliedBy(1L << (failures - 1))).pause();
                    offset = offsetOr(upload, offset);
                }
            }
        }
        transfer.moved(size, size);
    }

    private Optional<String> find(long size) {
        for (JsonNode known : http.get(uploads, Map.of())) {
            if (known.path("length").asLong() == size && known.path("metadata").asText().equals(metadata(size))) {
                return Optional.of(uploads + "/" + known.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private String begin(long size) {
        HttpResponse<InputStream> created = http.exchange(
                "POST",
                uploads,
                Map.of("Tus-Resumable", "1.0.0", "Upload-Length", Long.toString(size), "Upload-Metadata", metadata(size)),
                BodyPublishers.noBody());
        String location = created.headers().firstValue("Location")
                .orElseThrow(() -> new ApiException(created.statusCode(), 0, "The server does not say where the upload goes."));
        return uploads + location.substring(location.lastIndexOf('/'));
    }

    private long send(String upload, long offset, byte[] part) {
        HttpResponse<InputStream> stored = http.exchange(
                "PATCH",
                upload,
                Map.of(
                        "Tus-Resumable", "1.0.0",
                        "Upload-Offset", Long.toString(offset),
                        "Upload-Checksum", "sha256 " + Base64.getEncoder().encodeToString(sha256(part)),
                        "Content-Type", "application/offset+octet-stream"),
                BodyPublishers.ofByteArray(part));
        return offset(stored);
    }

    private long offset(String upload) {
        return offset(http.exchange("HEAD", upload, TUS, BodyPublishers.noBody()));
    }

    /** Where the server is; if it cannot be asked, the next try shows. */
    private long offsetOr(String upload, long known) {
        try {
            return offset(upload);
        } catch (UnreachableException e) {
            return known;
        }
    }

    private static long offset(HttpResponse<InputStream> response) {
        return response.headers().firstValueAsLong("Upload-Offset")
                .orElseThrow(() -> new ApiException(response.statusCode(), 0, "The server does not say how much has arrived."));
    }

    /** Whether another try may go better: the server is away or busy, is at another offset, or got other bytes than were sent. */
    private static boolean mayPass(RuntimeException failure) {
        return !(failure instanceof ApiException refusal)
                || refusal.status() >= 500
                || refusal.status() == 409
                || refusal.status() == 429
                || refusal.status() == 460;
    }

    private String metadata(long size) {
        try {
            String mark = size + " " + Files.getLastModifiedTime(archive).toMillis();
            return "filename " + base64(archive.getFileName().toString()) + ",fingerprint " + base64(mark);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + archive + " cannot be read", e);
        }
    }

    private static byte[] part(FileChannel file, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PART);
        int count = 0;
        while (count >= 0 && bytes.hasRemaining()) {
            count = file.read(bytes, offset + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
