// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;

/** Keeps HEAD from reading a whole file or following a log only to throw it away. The headers stay. */
@Provider
public class HeadFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.HEAD) && response.getEntity() instanceof StreamingOutput) {
            StreamingOutput nothing = out -> {};
            response.setEntity(nothing);
        }
    }
}
