// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Cross-origin resource sharing (Fetch standard). Answers preflights of allowed origins itself and lets their pages read responses.
 * Cookies play no part here, so credentials are never allowed: a page has to hold a token.
 */
@Provider
@PreMatching
@ApplicationScoped
public class CorsFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String ORIGIN = "Origin";
    private static final String REQUESTED_METHOD = "Access-Control-Request-Method";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, X-API-Key, Content-Type, If-Match, If-None-Match, Range, Idempotency-Key, Last-Event-ID";
    private static final String RESPONSE_HEADERS =
            "ETag, Location, Retry-After, X-Pagination-Total, X-RateLimit-Limit, Content-Disposition, Content-Range";
    private static final int PREFLIGHT_SECONDS = 600;

    private final CorsSettings settings;

    /** For the container's proxy. */
    public CorsFilter() {
        this(null);
    }

    @Inject
    public CorsFilter(CorsSettings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String origin = request.getHeaderString(ORIGIN);
        boolean preflight = HttpMethod.OPTIONS.equals(request.getMethod()) && request.getHeaderString(REQUESTED_METHOD) != null;
        if (preflight && origin != null && settings.allows(origin)) {
            request.abortWith(Response.noContent()
                    .header("Access-Control-Allow-Methods", METHODS)
                    .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
                    .header("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (settings.origins().isEmpty()) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.add(HttpHeaders.VARY, ORIGIN);
        String origin = request.getHeaderString(ORIGIN);
        if (origin != null && settings.allows(origin)) {
            headers.putSingle("Access-Control-Allow-Origin", origin);
            headers.putSingle("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }
}
