// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.spi.error.StandardError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What JAX-RS itself refuses: paths, methods and media types that the API does not have. Keeps headers such as {@code Allow}. */
@Provider
public class WebExceptionMapper implements ExceptionMapper<WebApplicationException> {

    @Context
    Request request;

    @Context
    UriInfo uri;

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        int status = response.getStatus();
        if (status < 400) {
            return response;
        }
        return Response.fromResponse(response).entity(body(refusal, status)).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private ErrorBody body(WebApplicationException refusal, int status) {
        if (status >= 500) {
            return Incident.report(request.getMethod() + " " + uri.getPath(), refusal);
        }
        StandardError code = HttpStatus.meaning(status);
        return new ErrorBody(code.number(), RefusalText.of(status, request.getMethod(), uri.getAbsolutePath().getPath()));
    }
}
