// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.limit;

import java.time.Clock;
import java.util.UUID;

/** The limits of the API. Every method throws {@link RateLimited} when one is reached. Thread-safe. */
public final class RateLimits {

    private final Buckets logins;
    private final Buckets wrongTokens;
    private final Buckets requests;

    public RateLimits(LimitSettings settings, Clock clock) {
        this.logins = new Buckets("tries to sign in from your address", settings.loginsPerMinute(), clock);
        this.wrongTokens = new Buckets("tokens that are not accepted from your address", settings.wrongTokensPerMinute(), clock);
        this.requests = new Buckets("requests", settings.requestsPerMinute(), clock);
    }

    /** Counts a login, whatever comes of it. */
    public void login(String address) {
        logins.take(address);
    }

    /** To be asked before an API key is looked at: keys must not be guessed past the login. Counts nothing. */
    public void beforeApiKey(String address) {
        logins.requireRoom(address);
    }

    /** Counts an API key that was wrong. */
    public void wrongApiKey(String address) {
        logins.count(address);
    }

    /** To be asked before a token is verified that was not verified before. Counts nothing. */
    public void beforeNewToken(String address) {
        wrongTokens.requireRoom(address);
    }

    /** Counts a token that was refused. */
    public void wrongToken(String address) {
        wrongTokens.count(address);
    }

    /** Counts a request of a user. */
    public void request(UUID userId) {
        requests.take(userId.toString());
    }
}
