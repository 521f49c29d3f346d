// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import java.util.Objects;
import java.util.Optional;

/**
 * What a request was answered.
 *
 * @param status the HTTP status
 * @param etag the entity tag, without quotes
 * @param body JSON
 * @param repeated whether an earlier request has got it before
 */
public record Answer(int status, Optional<String> etag, String body, boolean repeated) {
    public Answer {
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(body, "body");
    }

    /** The answer to a request that is carried out now. */
    public static Answer first(int status, Optional<String> etag, String body) {
        return new Answer(status, etag, body, false);
    }
}
