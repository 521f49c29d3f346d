// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.web.security.limit.ClientAddress;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Brings every matched request to the gate. There is no way around it: a method without annotations has the strictest sensible rule. */
@Provider
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    private final Map<Target, AccessRule> rules = new ConcurrentHashMap<>();
    private final Gate gate;
    private final CurrentCaller current;
    private final ClientAddress addresses;

    @Context
    ResourceInfo resource;

    @Context
    HttpServletRequest servletRequest;

    /** For the container's proxy. */
    public AccessFilter() {
        this(null, null, null);
    }

    @Inject
    public AccessFilter(Gate gate, CurrentCaller current, ClientAddress addresses) {
        this.gate = gate;
        this.current = current;
        this.addresses = addresses;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Approach approach = approach(request);
        Admission admission = gate.admit(rule(), approach);
        current.admitted(admission, approach.address());
        boolean secure = request.getSecurityContext().isSecure();
        admission.identity()
                .ifPresent(identity -> request.setSecurityContext(new CallerSecurityContext(identity, admission, secure)));
    }

    private AccessRule rule() {
        Method method = resource.getResourceMethod();
        return method == null
                ? AccessRule.unstated()
                : rules.computeIfAbsent(new Target(resource.getResourceClass(), method), Target::rule);
    }

    private Approach approach(ContainerRequestContext request) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        return new Approach(
                request.getMethod(),
                Optional.ofNullable(path.getFirst("org_name")),
                Optional.ofNullable(path.getFirst("job_id")).flatMap(AccessFilter::uuid),
                Credentials.of(name -> request.getHeaders().getOrDefault(name, List.of())),
                addresses.of(servletRequest.getRemoteAddr(), request.getHeaders().getOrDefault("X-Forwarded-For", List.of())));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private record Target(Class<?> resource, Method method) {

        AccessRule rule() {
            return AccessRule.of(resource, method);
        }
    }
}
