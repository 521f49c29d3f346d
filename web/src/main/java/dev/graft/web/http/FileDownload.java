// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A file for clients, whole or in part, streamed. Its checksum is its entity tag, so that an interrupted download goes on safely.
 *
 * @param file the file
 * @param name the name to save it under
 * @param size its bytes
 * @param sha256 its checksum, 64 hexadecimal digits
 */
public record FileDownload(Path file, String name, long size, String sha256) {

    private static final int CHUNK = 64 * 1024;

    public FileDownload {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
    }

    /**
     * The response to a request for the file.
     *
     * @param headers those of the request: Range, If-Range and If-None-Match are honoured
     */
    public Response response(HttpHeaders headers) {
        if (matches(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
            return Response.notModified(tag()).build();
        }
        Optional<ByteRange> range = Optional.ofNullable(headers.getHeaderString("If-Range")).filter(tag -> !matches(tag)).isPresent()
                ? Optional.empty()
                : ByteRange.parse(headers.getHeaderString("Range"), size);
        return range.map(this::partial).orElseGet(() -> sending(Response.ok(), new ByteRange(0, size - 1))).build();
    }

    private Response.ResponseBuilder partial(ByteRange range) {
        return sending(Response.status(Response.Status.PARTIAL_CONTENT), range).header("Content-Range", range.contentRange(size));
    }

    private Response.ResponseBuilder sending(Response.ResponseBuilder response, ByteRange range) {
        return response.entity(bytes(range))
                .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .tag(tag())
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    private StreamingOutput bytes(ByteRange range) {
        return out -> {
            try (FileChannel channel = FileChannel.open(file)) {
                copy(channel.position(range.first()), range.length(), out);
            }
        };
    }

    private static void copy(FileChannel from, long length, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long left = length; left > 0; ) {
            chunk.clear().limit((int) Math.min(CHUNK, left));
            int read = from.read(chunk);
            if (read < 0) {
                throw new IOException("the file ends " + left + " bytes early; it was changed while it was sent");
            }
            out.write(chunk.array(), 0, read);
            left -= read;
        }
    }

    private boolean matches(String header) {
        return header != null && (header.strip().equals("*") || header.contains("\"" + sha256 + "\""));
    }

    private EntityTag tag() {
        return new EntityTag(sha256);
    }
}
