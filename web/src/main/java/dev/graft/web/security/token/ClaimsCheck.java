// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.token;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Issuer, audience and times of a token of one kind. The audience must be this kind's and no other beside it. */
final class ClaimsCheck extends DefaultJWTClaimsVerifier<SecurityContext> {

    private static final Set<String> REQUIRED = Set.of("sub", "iss", "aud", "iat", "exp", "jti");

    private final TokenKind kind;
    private final Clock clock;

    ClaimsCheck(TokenKind kind, TokenSettings settings, Clock clock) {
        super(kind.audience(), new JWTClaimsSet.Builder().issuer(settings.issuer()).build(), REQUIRED);
        this.kind = kind;
        this.clock = clock;
        setMaxClockSkew((int) TokenSettings.CLOCK_SKEW.toSeconds());
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
        super.verify(claims, context);
        if (!claims.getAudience().equals(List.of(kind.audience()))) {
            throw new BadJWTException("audience " + claims.getAudience() + " instead of " + kind.audience() + " alone");
        }
        if (claims.getIssueTime().toInstant().isAfter(clock.instant().plus(TokenSettings.CLOCK_SKEW))) {
            throw new BadJWTException("issued in the future");
        }
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
