// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One connection that sends bytes as they are, well-formed or not, and is kept alive as long as the server lets it. Not thread-safe.
 */
final class RawHttp implements AutoCloseable {

    private final URI server;
    private final Duration patience;
    private Optional<Socket> socket = Optional.empty();
    private InputStream in = InputStream.nullInputStream();

    /** @param patience how long an answer may keep silent */
    RawHttp(URI server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /**
     * What came back.
     *
     * @param status its status
     * @param headers by their names in any case; of several with one name the last
     * @param body empty if it was not to be read
     */
    record Reply(int status, Map<String, String> headers, byte[] body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** How much of the answer is read. */
    enum Reading {
        /** All of it. */
        WHOLE,
        /** There is no body, whatever the headers say. */
        NO_BODY,
        /** Its head; then the connection is dropped, as a client does that goes away. */
        HEAD_AND_LEAVE
    }

    /** Where the server is, for the header Host. */
    String host() {
        return server.getAuthority();
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws SocketTimeoutException if the answer keeps silent for too long
     * @throws EOFException if the server hangs up instead of answering
     */
    Reply exchange(byte[] request, Reading reading) throws IOException {
        boolean reused = socket.isPresent();
        try {
            return attempt(request, reading);
        } catch (EOFException | SocketException gone) {
            close();
            if (!reused) {
                throw gone;
            }
            // The server may end an idle connection at any time; only a fresh one must be answered.
            return attempt(request, reading);
        }
    }

    private Reply attempt(byte[] request, Reading reading) throws IOException {
        connect();
        socket.orElseThrow().getOutputStream().write(request);
        Reply head = head();
        while (head.status() / 100 == 1) {
            head = head();
        }
        boolean bodiless = reading == Reading.NO_BODY || head.status() == 204 || head.status() == 304;
        if (reading == Reading.HEAD_AND_LEAVE) {
            close();
            return head;
        }
        Reply reply = bodiless ? head : new Reply(head.status(), head.headers(), body(head));
        if (head.header("Connection").orElse("").equalsIgnoreCase("close")) {
            close();
        }
        return reply;
    }

    private void connect() throws IOException {
        if (socket.isEmpty()) {
            Socket fresh = new Socket(server.getHost(), server.getPort());
            fresh.setSoTimeout((int) patience.toMillis());
            fresh.setTcpNoDelay(true);
            in = new BufferedInputStream(fresh.getInputStream());
            socket = Optional.of(fresh);
        }
    }

    private Reply head() throws IOException {
        String[] first = line().split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer: " + String.join(" ", first));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(first[1]), headers, new byte[0]);
    }

    private byte[] body(Reply head) throws IOException {
        if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        if (head.header("Content-Length").isPresent()) {
            return exactly(Integer.parseInt(head.header("Content-Length").get()));
        }
        byte[] rest = in.readAllBytes();
        close();
        return rest;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(exactly(length));
            line();
        }
        while (!line().isEmpty()) {
            // Trailers tell nothing that is needed here.
        }
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends " + (length - bytes.length) + " bytes early");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up after '" + line.toString(StandardCharsets.ISO_8859_1) + "'");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        socket.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        socket = Optional.empty();
    }
}
