// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/** Bounds the bodies of all resource methods but those marked {@link LargeBody}: once who is calling is known, before it is read. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHORIZATION)
public class BodyLimitFilter implements ContainerRequestFilter {

    private final BodyLimit limit;

    @Context
    ResourceInfo resource;

    /** For the container's proxy. */
    public BodyLimitFilter() {
        this(null);
    }

    @Inject
    public BodyLimitFilter(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null && method.isAnnotationPresent(LargeBody.class)) {
            return;
        }
        limit.check(announced(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)));
        request.setEntityStream(limit.bounded(request.getEntityStream()));
    }

    // Jersey's own getLength() ends at 2 GiB.
    private static long announced(String contentLength) {
        try {
            return contentLength == null ? -1 : Long.parseLong(contentLength.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
