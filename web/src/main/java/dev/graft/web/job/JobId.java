// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/**
 * The id of a job as a bare JSON string, which is all that starting one answers.
 *
 * @param id the id
 */
public record JobId(@JsonValue UUID id) {
    public JobId {
        Objects.requireNonNull(id, "id");
    }
}
