// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.spec.SpecFault;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Checks path and query parameters before a resource sees them. A path that the contract does not allow leads nowhere (404); wrong
 * query parameters are told all at once (400). Runs after authentication, so that strangers learn nothing from it.
 */
@Provider
public class ContractFilter implements ContainerRequestFilter {

    @Inject
    private Contract contract;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null || !method.isAnnotationPresent(Operation.class)) {
            return;
        }
        ContractOperation operation = contract.operation(method);
        UriInfo uri = request.getUriInfo();
        if (!operation.checkPath(uri.getPathParameters()).isEmpty()) {
            throw new NotFoundException();
        }
        List<SpecFault> faults = operation.checkQuery(uri.getQueryParameters());
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }
}
