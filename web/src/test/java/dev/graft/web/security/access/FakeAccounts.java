// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import dev.graft.org.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accounts in memory, changed as an administrator would. The organisation {@code home} runs the server. */
public final class FakeAccounts implements Accounts {

    private final Map<UUID, Account> byId = new HashMap<>();
    private final Map<String, UUID> keys = new HashMap<>();

    /** A user with one API key. */
    public Account add(String name, String apiKey, Map<String, Role> roles) {
        var account = new Account(UUID.randomUUID(), name, roles, "home");
        byId.put(account.userId(), account);
        keys.put(apiKey, account.userId());
        return account;
    }

    public void remove(Account account) {
        byId.remove(account.userId());
    }

    public void setRoles(Account account, Map<String, Role> roles) {
        byId.put(account.userId(), new Account(account.userId(), account.name(), roles, "home"));
    }

    public void revoke(String apiKey) {
        keys.remove(apiKey);
    }

    @Override
    public Optional<Account> byId(UUID userId) {
        return Optional.ofNullable(byId.get(userId));
    }

    @Override
    public Optional<Account> byApiKey(String apiKey) {
        return Optional.ofNullable(keys.get(apiKey)).flatMap(this::byId);
    }
}
