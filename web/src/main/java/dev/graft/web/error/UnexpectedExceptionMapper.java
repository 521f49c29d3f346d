// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.fault.StoreFaults;
import dev.graft.spi.error.GraftException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;
import java.util.Optional;

/**
 * Everything else. A fault of Graft that a container layer wrapped (a transaction interceptor, say) is answered as that fault, one of the
 * database by what it means to the caller; anything else is a defect.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

    @Context
    Request request;

    @Context
    UriInfo uri;

    @Context
    Providers providers;

    @Inject
    StoreFaults store;

    @Override
    public Response toResponse(Throwable thrown) {
        return cause(thrown, GraftException.class)
                .or(() -> store.explain(thrown))
                .map(fault -> providers.getExceptionMapper(GraftException.class).toResponse(fault))
                .or(() -> cause(thrown, WebApplicationException.class)
                        .map(refusal -> providers.getExceptionMapper(WebApplicationException.class).toResponse(refusal)))
                .orElseGet(() -> defect(thrown));
    }

    private Response defect(Throwable thrown) {
        return Response.serverError()
                .entity(Incident.report(request.getMethod() + " " + uri.getPath(), thrown))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
