// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as the header {@code Range} asks for it (RFC 9110, section 14).
 *
 * @param first offset of its first byte
 * @param last offset of its last byte, at least {@code first}
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE_RANGE = Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads the header. Headers that are no single range of bytes are ignored, as the RFC allows: the whole file is sent.
     *
     * @param header the header as it was sent, null if it was not
     * @param size bytes of the file
     * @throws GraftException RANGE_NOT_SATISFIABLE if no byte of the file is in the range
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Long.parseLong(range.group(2));
            return Optional.of(satisfiable(size - Math.min(suffix, size), size - 1, size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (last < first && !range.group(2).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(satisfiable(first, Math.min(last, size - 1), size));
    }

    private static ByteRange satisfiable(long first, long last, long size) {
        if (first > last) {
            throw new GraftException(
                    StandardError.RANGE_NOT_SATISFIABLE, "the file has " + size + " bytes; the Range asks for what is beyond them");
        }
        return new ByteRange(first, last);
    }

    long length() {
        return last - first + 1;
    }

    /** Value of the header {@code Content-Range}. */
    String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
