// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes the principal injectable as MicroProfile's {@code JsonWebToken}, in place of what the server's own MicroProfile JWT brings. */
@Dependent
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class CurrentToken {

    private final CurrentCaller caller;

    @Inject
    public CurrentToken(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The token, or claims of the API key, of this request; without a name and claims where nobody is known. */
    @Produces
    @RequestScoped
    JsonWebToken token() {
        return caller.token();
    }
}
