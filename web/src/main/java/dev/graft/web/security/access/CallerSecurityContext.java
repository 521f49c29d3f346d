// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Role;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * The standard view of who is calling. The principal is a {@code JsonWebToken}; a role ({@code viewer}, {@code member}, {@code admin}) is
 * one in the organisation of the path.
 */
record CallerSecurityContext(Identity identity, Admission admission, boolean secure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return identity.token();
    }

    @Override
    public boolean isUserInRole(String role) {
        return admission.caller()
                .flatMap(caller -> Role.find(role).filter(caller.role()::includes))
                .isPresent();
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
