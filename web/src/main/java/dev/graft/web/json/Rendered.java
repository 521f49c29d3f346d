// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;

/** A representation as the bytes that are sent. Immutable: the array belongs to it alone. */
public final class Rendered {

    private final byte[] utf8;

    private Rendered(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The bytes of a representation. */
    public static Rendered of(Object representation) {
        try {
            return new Rendered(Json.write(representation));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a representation cannot fail to be written", e);
        }
    }

    /** Their number. */
    public int size() {
        return utf8.length;
    }

    byte[] utf8() {
        return utf8;
    }

    /** The JSON itself. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
