// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.spi.error.ErrorCode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Builds error responses; the one place that does. */
public final class ErrorResponse {

    private ErrorResponse() {}

    /** A response with the status of that kind of fault and a JSON body that says the message. */
    public static Response of(ErrorCode code, String message) {
        return builder(code, message).build();
    }

    /** The same, open for headers such as {@code Retry-After}. */
    public static Response.ResponseBuilder builder(ErrorCode code, String message) {
        return Response.status(HttpStatus.of(code)).entity(new ErrorBody(code.number(), message)).type(MediaType.APPLICATION_JSON_TYPE);
    }
}
