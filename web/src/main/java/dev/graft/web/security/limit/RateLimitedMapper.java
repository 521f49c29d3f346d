// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import dev.graft.web.error.ErrorResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** 429 with {@code Retry-After} (seconds) and {@code X-RateLimit-Limit} (per minute). */
@Provider
public class RateLimitedMapper implements ExceptionMapper<RateLimited> {

    @Override
    public Response toResponse(RateLimited refusal) {
        return ErrorResponse.builder(refusal.code(), refusal.getMessage())
                .header(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds())
                .header("X-RateLimit-Limit", refusal.perMinute())
                .build();
    }
}
