// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.Blame;
import dev.graft.spi.error.GraftException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults of the services: the status follows from the code, the message is meant for the client. */
@Provider
public class GraftExceptionMapper implements ExceptionMapper<GraftException> {

    private static final Logger LOG = LoggerFactory.getLogger(GraftExceptionMapper.class);

    @Context
    Request request;

    @Context
    UriInfo uri;

    @Override
    public Response toResponse(GraftException fault) {
        if (fault.code().blame() != Blame.USER) {
            LOG.warn("{} {} failed with {}: {}", request.getMethod(), uri.getPath(), fault.code().name(), fault.getMessage(), fault);
        }
        return ErrorResponse.of(fault.code(), text(fault));
    }

    private static String text(GraftException fault) {
        return fault instanceof InvalidRequest invalid ? FaultText.of(invalid.faults()) : fault.getMessage();
    }
}
