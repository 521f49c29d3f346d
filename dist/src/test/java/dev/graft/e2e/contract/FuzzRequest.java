// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A request as it goes over the wire.
 *
 * @param operation whose request it was made from, possibly beyond recognition
 * @param method its first word
 * @param target path and query as they are sent
 * @param headers lines without those that the body needs
 * @param body its bytes
 * @param chunked whether the body is sent in chunks, without its length being told
 */
public record FuzzRequest(
        ApiOperation operation, String method, String target, List<String> headers, byte[] body, boolean chunked) {

    private static final int CHUNK = 1000;
    private static final int LONGEST_HEAD = 7_500;
    private static final Pattern PATH_ENDS_HERE = Pattern.compile("(?i)%00|%5c|/\\.\\.?$|\\\\");

    public FuzzRequest {
        Objects.requireNonNull(operation, "operation");
        headers = List.copyOf(headers);
    }

    /** The same with another credential. */
    public FuzzRequest as(String credential) {
        List<String> others = new ArrayList<>(headers);
        others.removeIf(line -> line.startsWith("Authorization:") || line.startsWith("X-API-Key:"));
        others.add(credential);
        return new FuzzRequest(operation, method, target, others, body, chunked);
    }

    /** The path without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Whether Payara refuses it by itself, without a body, before any application could. */
    public boolean unreadable() {
        return method.equals("TRACE")
                || PATH_ENDS_HERE.matcher(path()).find()
                || Odd.undecodable(path())
                || target.length() + String.join("", headers).length() > LONGEST_HEAD
                || headers.stream().anyMatch(line -> line.chars().anyMatch(letter -> letter > '~'));
    }

    /** Whether the answer may go on for as long as a job runs. */
    public boolean endless() {
        return operation.streams() || target.contains("follow=");
    }

    /** All of it. */
    public byte[] bytes(String host) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n").getBytes(StandardCharsets.UTF_8));
        headers.forEach(line -> out.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        if (chunked) {
            out.writeBytes(ascii("Transfer-Encoding: chunked\r\n\r\n"));
            for (int at = 0; at < body.length; at += CHUNK) {
                int length = Math.min(CHUNK, body.length - at);
                out.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
                out.write(body, at, length);
                out.writeBytes(ascii("\r\n"));
            }
            out.writeBytes(ascii("0\r\n\r\n"));
        } else {
            if (body.length > 0 || !method.equals("GET")) {
                out.writeBytes(ascii("Content-Length: " + body.length + "\r\n"));
            }
            out.writeBytes(ascii("\r\n"));
            out.writeBytes(body);
        }
        return out.toByteArray();
    }

    /** For the report of a failure: enough to send it again, without tokens. */
    @Override
    public String toString() {
        String shown = new String(body, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
        return method + " " + target + "\n"
                + String.join("\n", headers).replaceAll("(?i)(Authorization: Bearer|X-API-Key:) \\S+", "$1 …")
                + "\n\n" + (shown.length() > 500 ? shown.substring(0, 500) + " … (" + body.length + " bytes)" : shown);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
