// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.access;

import java.util.Optional;
import java.util.UUID;

/** Where accounts are found. Called for every request, by many threads. */
public interface Accounts {

    /** The user of that id; empty for one that was removed or never was. */
    Optional<Account> byId(UUID userId);

    /** The user whose API key that is; empty for a key that was revoked or never was. Takes as long whatever is wrong with the key. */
    Optional<Account> byApiKey(String apiKey);
}
