// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Caller;
import dev.graft.web.security.token.GraftToken;
import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;

/** Who is calling, for resources: {@code @Inject CurrentCaller caller}. Filled at the gate, before the resource method is called. */
@RequestScoped
public class CurrentCaller implements Supplier<Caller> {

    private Admission admission = Admission.ANONYMOUS;
    private String address = "";

    void admitted(Admission as, String from) {
        this.admission = as;
        this.address = from;
    }

    /**
     * The caller, a member of the organisation in the path.
     *
     * @throws IllegalStateException in a method whose path has no {@code org_name}, or that anybody may call
     */
    @Override
    public Caller get() {
        return admission.caller().orElseThrow(() -> new IllegalStateException("There is no caller: the path has no org_name"));
    }

    /**
     * The user, in all their organisations.
     *
     * @throws IllegalStateException in a method that anybody may call
     */
    public Account account() {
        return admission.identity().orElseThrow(() -> new IllegalStateException("Nobody is known here")).account();
    }

    /**
     * The user, acting in the organisation that runs the server, for what belongs to no organisation.
     *
     * @throws IllegalStateException in a method that others may call
     */
    public Caller operator() {
        return account().operator().orElseThrow(() -> new IllegalStateException("The method asks for no role on the server"));
    }

    /** Whom the request is counted for. */
    public String address() {
        return address;
    }

    /** The principal; one without a name where nobody is known. */
    GraftToken token() {
        return admission.identity().map(Identity::token).orElse(GraftToken.nobody());
    }
}
