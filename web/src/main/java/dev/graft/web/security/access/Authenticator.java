// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.graft.web.security.token.GraftToken;
import dev.graft.web.security.token.InvalidTokenException;
import dev.graft.web.security.token.TokenClaims;
import dev.graft.web.security.token.TokenKind;
import dev.graft.web.security.token.TokenVerifier;
import dev.graft.web.security.token.VerifiedToken;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns credentials into an identity. An ES256 signature takes longer to verify than most requests take in all, so a token that was
 * verified is remembered; its expiry, its key and its user are looked at every time. Thread-safe.
 */
public final class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final int REMEMBERED_TOKENS = 10_000;

    private final TokenVerifier verifier;
    private final Accounts accounts;
    /** By the token itself, which its principal holds in any case. */
    private final Cache<String, Known> verified = Caffeine.newBuilder().maximumSize(REMEMBERED_TOKENS).build();

    public Authenticator(TokenVerifier verifier, Accounts accounts) {
        this.verifier = verifier;
        this.accounts = accounts;
    }

    /** The identity; empty, without a word why, if the credentials are not good. The reason is logged at level DEBUG. */
    public Optional<Identity> authenticate(Credentials credentials) {
        return switch (credentials.kind()) {
            case TOKEN -> byToken(credentials.secret());
            case API_KEY -> byApiKey(credentials.secret());
        };
    }

    /** Whether that is a token that was verified before and is still good, so that authenticating it costs next to nothing. */
    boolean remembers(Credentials credentials) {
        return credentials.kind() == Credentials.Kind.TOKEN && remembered(credentials.secret()).isPresent();
    }

    /** Whether that is a good token of that job in that organisation. */
    public boolean isTokenOfJob(String compact, String org, UUID jobId) {
        try {
            VerifiedToken token = verifier.verify(compact, TokenKind.JOB);
            return token.subject().equals(jobId) && org.equals(token.claims().get(TokenClaims.ORGANISATION));
        } catch (InvalidTokenException e) {
            LOG.debug("Job token refused: {}", e.getMessage());
            return false;
        }
    }

    private Optional<Identity> byToken(String compact) {
        try {
            Known known = verify(compact);
            UUID user = known.token().subject();
            Optional<Account> account = accounts.byId(user);
            if (account.isEmpty()) {
                LOG.debug("Token refused: its user {} is gone", user);
            }
            return account.map(found -> new Identity(found, known.principal()));
        } catch (InvalidTokenException e) {
            LOG.debug("Token refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Known verify(String compact) throws InvalidTokenException {
        Optional<Known> known = remembered(compact);
        if (known.isPresent()) {
            return known.get();
        }
        VerifiedToken token = verifier.verify(compact, TokenKind.ACCESS);
        Known fresh = new Known(token, GraftToken.of(token));
        verified.put(compact, fresh);
        return fresh;
    }

    private Optional<Known> remembered(String compact) {
        return Optional.ofNullable(verified.getIfPresent(compact)).filter(known -> verifier.isStillGood(known.token()));
    }

    private Optional<Identity> byApiKey(String key) {
        return accounts.byApiKey(key)
                .map(account -> new Identity(account, GraftToken.ofApiKey(account.userId(), account.name(), account.roleNames())));
    }

    /** A token that was verified, and the principal that it makes. */
    private record Known(VerifiedToken token, GraftToken principal) {}
}
