// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The principal of a request, as MicroProfile JWT has it. A request with an API key has one as well: the claims that a login would have
 * given, but no raw token, no expiry and no id. As the interface asks, a claim that is not there is null.
 */
public final class GraftToken implements JsonWebToken {

    private static final GraftToken NOBODY = new GraftToken(Map.of());

    private final Map<String, Object> claims;

    private GraftToken(Map<String, Object> claims) {
        this.claims = Map.copyOf(claims);
    }

    /** The principal of a request with a verified token. */
    public static GraftToken of(VerifiedToken token) {
        var claims = new HashMap<>(token.claims());
        claims.put(Claims.raw_token.name(), token.compact());
        for (Claims setOfStrings : List.of(Claims.aud, Claims.groups)) {
            claims.computeIfPresent(setOfStrings.name(), (name, value) -> strings(value));
        }
        return new GraftToken(claims);
    }

    /** The principal of a request with an API key. */
    public static GraftToken ofApiKey(UUID userId, String name, Map<String, String> roles) {
        var groups = new LinkedHashSet<String>();
        roles.forEach((org, role) -> groups.add(org + '/' + role));
        return new GraftToken(Map.of(
                Claims.sub.name(), userId.toString(),
                Claims.upn.name(), name,
                Claims.groups.name(), Set.copyOf(groups),
                TokenClaims.ORGANISATIONS, Map.copyOf(roles)));
    }

    /** The principal of a request that nobody has to be known for: no name, no claims. */
    public static GraftToken nobody() {
        return NOBODY;
    }

    /** The claim {@code upn}, or {@code sub} where there is none. */
    @Override
    public String getName() {
        Object name = claims.getOrDefault(Claims.upn.name(), claims.get(Claims.sub.name()));
        return name == null ? null : name.toString();
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked") // The interface leaves it to the caller to know a claim's type.
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }

    /** Without the raw token, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "GraftToken[" + getName() + "]";
    }

    private static Set<String> strings(Object value) {
        var strings = new LinkedHashSet<String>();
        if (value instanceof Iterable<?> many) {
            many.forEach(one -> strings.add(String.valueOf(one)));
        } else {
            strings.add(String.valueOf(value));
        }
        return Collections.unmodifiableSet(strings);
    }
}
