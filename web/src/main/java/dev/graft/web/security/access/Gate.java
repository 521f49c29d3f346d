// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.security.limit.RateLimits;
import java.util.Optional;

/**
 * Decides whether a request may go on, and as whom. Who is not known: 401. Whose organisation it is not: 404, as if there were none.
 * Whose role does not do: 403. Thread-safe.
 */
public final class Gate {

    private static final String SIGN_IN = "Sign in: send a token from POST /api/v1/login as 'Authorization: Bearer …', "
            + "or an API key in the header X-API-Key. What was sent is missing, wrong, expired or revoked.";

    private final Authenticator authenticator;
    private final RateLimits limits;

    public Gate(Authenticator authenticator, RateLimits limits) {
        this.authenticator = authenticator;
        this.limits = limits;
    }

    /**
     * @throws GraftException UNAUTHENTICATED, NOT_FOUND, FORBIDDEN or RATE_LIMITED
     */
    Admission admit(AccessRule rule, Approach approach) {
        return switch (rule.audience()) {
            case ANYBODY -> Admission.ANONYMOUS;
            case WORKER -> admitWorker(approach);
            case USER -> admitUser(rule, approach);
        };
    }

    /** A login: the account whose key that is; empty if it is nobody's. Counted, whatever comes of it. */
    public Optional<Identity> login(Credentials apiKey, String address) {
        limits.login(address);
        return authenticator.authenticate(apiKey);
    }

    private Admission admitWorker(Approach approach) {
        limits.beforeNewToken(approach.address());
        boolean theirs = approach.credentials()
                .filter(shown -> shown.kind() == Credentials.Kind.TOKEN)
                .flatMap(shown -> approach.jobId().flatMap(job -> approach.org()
                        .filter(org -> authenticator.isTokenOfJob(shown.secret(), org, job))))
                .isPresent();
        if (!theirs) {
            limits.wrongToken(approach.address());
            throw new GraftException(StandardError.UNAUTHENTICATED, "Only the worker of this job may report here, with the job's token.");
        }
        return Admission.ANONYMOUS;
    }

    private Admission admitUser(AccessRule rule, Approach approach) {
        Identity identity = authenticate(approach);
        limits.request(identity.account().userId());
        if (approach.org().isEmpty()) {
            rule.operatorRoleFor(approach.method()).ifPresent(role -> requireOperator(identity.account(), role));
            return new Admission(Optional.of(identity), Optional.empty());
        }
        Caller caller = member(identity.account(), approach.org().get());
        caller.require(rule.roleFor(approach.method()));
        return new Admission(Optional.of(identity), Optional.of(caller));
    }

    private Identity authenticate(Approach approach) {
        Credentials shown = approach.credentials().orElseThrow(Gate::signIn);
        requireRoom(shown, approach.address());
        Optional<Identity> identity = authenticator.authenticate(shown);
        if (identity.isEmpty()) {
            countRefusal(shown, approach.address());
        }
        return identity.orElseThrow(Gate::signIn);
    }

    private void requireRoom(Credentials shown, String address) {
        if (shown.kind() == Credentials.Kind.API_KEY) {
            limits.beforeApiKey(address);
        } else if (!authenticator.remembers(shown)) {
            limits.beforeNewToken(address);
        }
    }

    private void countRefusal(Credentials shown, String address) {
        if (shown.kind() == Credentials.Kind.API_KEY) {
            limits.wrongApiKey(address);
        } else {
            limits.wrongToken(address);
        }
    }

    private static Caller member(Account account, String org) {
        return account.in(org).orElseThrow(() ->
                new GraftException(StandardError.NOT_FOUND, "There is no organisation '" + org + "' that you belong to."));
    }

    private static void requireOperator(Account account, Role role) {
        if (!account.operator().map(operator -> operator.role().includes(role)).orElse(false)) {
            throw new GraftException(StandardError.FORBIDDEN,
                    "This needs the role " + role.wireName() + " in the organisation that runs this server.");
        }
    }

    private static GraftException signIn() {
        return new GraftException(StandardError.UNAUTHENTICATED, SIGN_IN);
    }
}
