// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import dev.graft.web.json.Rendered;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was answered to a read.
 *
 * @param body the representation
 * @param tag its version, where it has one
 * @param headers further headers
 */
public record KeptAnswer(Rendered body, Optional<EntityTag> tag, Map<String, String> headers) {

    public KeptAnswer {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(tag, "tag");
        headers = Map.copyOf(headers);
    }

    /** An answer without further headers. */
    public static KeptAnswer of(Object representation, EntityTag tag) {
        return new KeptAnswer(Rendered.of(representation), Optional.of(tag), Map.of());
    }

    /** The response with status 200. */
    public Response response() {
        Response.ResponseBuilder response = Response.ok(body);
        tag.ifPresent(response::tag);
        headers.forEach(response::header);
        return response.build();
    }
}
