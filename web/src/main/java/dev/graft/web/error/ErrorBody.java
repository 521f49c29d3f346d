// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The contract's {@code ErrorRsp}.
 *
 * @param errorCode stable number of the kind of fault ({@link dev.graft.spi.error.StandardError}); not the HTTP status
 * @param errorDesc what was seen, what is allowed, what to do; at most {@value #MAX_LENGTH} characters, longer texts are cut
 */
public record ErrorBody(@JsonProperty("error_code") int errorCode, @JsonProperty("error_desc") String errorDesc) {

    /** The contract's limit of {@code error_desc}. */
    static final int MAX_LENGTH = 1000;

    private static final String CUT = " …";

    public ErrorBody {
        Objects.requireNonNull(errorDesc, "errorDesc");
        errorDesc = cut(whole(errorDesc));
    }

    /** Without halves of surrogate pairs, which a text may have taken over from a request and which UTF-8 has no bytes for. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - CUT.length())) + CUT;
    }
}
