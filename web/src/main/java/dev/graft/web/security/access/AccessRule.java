// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Role;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource method asks of whoever calls it.
 *
 * @param audience who may call at all
 * @param stated the role that an annotation asks for; empty where the HTTP method decides
 */
record AccessRule(Audience audience, Optional<Role> stated) {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Who may call. */
    enum Audience {
        /** Everybody. */
        ANYBODY,
        /** A job's worker with the job's token. */
        WORKER,
        /** Users. */
        USER
    }

    /**
     * The rule of a method: its own annotation, else its class's, else users with the role of the HTTP method.
     *
     * @param resource the class called, which may have inherited the method
     */
    static AccessRule of(Class<?> resource, Method method) {
        return stated(method)
                .or(() -> stated(resource))
                .or(() -> stated(method.getDeclaringClass()))
                .orElseGet(AccessRule::unstated);
    }

    /** The rule of what has no annotations, such as the answer to OPTIONS that JAX-RS makes itself. */
    static AccessRule unstated() {
        return new AccessRule(Audience.USER, Optional.empty());
    }

    /** The role needed where the path names an organisation. */
    Role roleFor(String httpMethod) {
        return stated.orElse(reads(httpMethod) ? Role.VIEWER : Role.MEMBER);
    }

    /** The role needed in the organisation that runs the server, where the path names none; empty if any user will do. */
    Optional<Role> operatorRoleFor(String httpMethod) {
        return reads(httpMethod) ? stated : Optional.of(roleFor(httpMethod));
    }

    private static boolean reads(String httpMethod) {
        return READING.contains(httpMethod);
    }

    private static Optional<AccessRule> stated(AnnotatedElement element) {
        if (element.isAnnotationPresent(Anonymous.class)) {
            return Optional.of(new AccessRule(Audience.ANYBODY, Optional.empty()));
        }
        if (element.isAnnotationPresent(JobCallback.class)) {
            return Optional.of(new AccessRule(Audience.WORKER, Optional.empty()));
        }
        return Optional.ofNullable(element.getAnnotation(RequiresRole.class))
                .map(required -> new AccessRule(Audience.USER, Optional.of(required.value())));
    }
}
