// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.graft.org.KeyText;
import dev.graft.org.Membership;
import dev.graft.org.Organisation;
import dev.graft.org.OrganisationRepository;
import dev.graft.org.OrganisationService;
import dev.graft.org.Role;
import dev.graft.org.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Accounts from the database, remembered for {@link #MAX_AGE}, so that a busy client does not cost a query per request. What is changed
 * on this server is seen at once (see {@link #forgetAll()}), what is changed on another one after that time. Keys are remembered by
 * their digest.
 */
@ApplicationScoped
public class CachedAccounts implements Accounts {

    /** How long a change made on another server can go unseen. */
    static final Duration MAX_AGE = Duration.ofSeconds(2);

    /** From this age on one of those who ask looks again, so that the others need not wait for it. */
    private static final Duration RENEWED_AT = Duration.ofSeconds(1);

    private static final int MAX_ACCOUNTS = 10_000;

    private final OrganisationService service;
    private final OrganisationRepository organisations;
    private final LoadingCache<Asked<UUID>, Account> byId;
    private final Cache<Asked<String>, Account> byKeyDigest;

    /** Rises with every change; what was looked up before it is never found again, even if it comes back late. */
    private final AtomicLong changes = new AtomicLong();

    /** For the container's proxy. */
    protected CachedAccounts() {
        this(null, null, Ticker.systemTicker());
    }

    @Inject
    public CachedAccounts(OrganisationService service, OrganisationRepository organisations) {
        this(service, organisations, Ticker.systemTicker());
    }

    CachedAccounts(OrganisationService service, OrganisationRepository organisations, Ticker ticker) {
        this.service = service;
        this.organisations = organisations;
        // Renewed on the thread of the one who asks, which belongs to the container.
        this.byId = cache(ticker)
                .refreshAfterWrite(RENEWED_AT)
                .executor(Runnable::run)
                .build(asked -> service.user(asked.key()).map(this::account).orElse(null));
        this.byKeyDigest = cache(ticker).build();
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(byId.get(new Asked<>(changes.get(), userId)));
    }

    @Override
    public Optional<Account> byApiKey(String apiKey) {
        return Optional.ofNullable(byKeyDigest.get(
                new Asked<>(changes.get(), new KeyText(apiKey).sha256()),
                digest -> service.authenticate(apiKey).map(this::account).orElse(null)));
    }

    /** To be called after users, memberships or keys were changed. */
    public void forgetAll() {
        changes.incrementAndGet();
        byId.invalidateAll();
        byKeyDigest.invalidateAll();
    }

    private Account account(User user) {
        Map<String, Role> roles = user.memberships().stream().collect(Collectors.toMap(Membership::org, Membership::role));
        return new Account(user.id(), user.name(), roles, operatingOrganisation());
    }

    /** The organisation that runs the server is the one that was made at its first start: the oldest. */
    private String operatingOrganisation() {
        return organisations.all().stream()
                .min(Comparator.comparing(Organisation::createdOn).thenComparing(Organisation::name))
                .map(Organisation::name)
                .orElseThrow(() -> new IllegalStateException("There are users but no organisation"));
    }

    private static Caffeine<Object, Object> cache(Ticker ticker) {
        return Caffeine.newBuilder().maximumSize(MAX_ACCOUNTS).expireAfterWrite(MAX_AGE).ticker(ticker);
    }

    private record Asked<K>(long changes, K key) {}
}
