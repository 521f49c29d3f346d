// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.org.ApiKey;
import dev.graft.org.IssuedKey;
import dev.graft.web.json.ApiDate;
import java.util.Optional;
import java.util.UUID;

/**
 * An API key.
 *
 * @param id to revoke it by
 * @param label what it is for
 * @param prefix its first characters, to tell keys apart
 * @param createdOn when it was made
 * @param key the key itself, a secret; only in the response that issues it
 */
public record KeyResponse(
        @JsonProperty("id") UUID id,
        @JsonProperty("label") String label,
        @JsonProperty("prefix") String prefix,
        @JsonProperty("created_on") String createdOn,
        @JsonProperty("key") Optional<String> key) {

    static KeyResponse of(ApiKey key) {
        return new KeyResponse(key.id(), key.label(), key.prefix(), ApiDate.of(key.createdOn()), Optional.empty());
    }

    static KeyResponse of(IssuedKey issued) {
        ApiKey key = issued.apiKey();
        return new KeyResponse(
                key.id(), key.label(), key.prefix(), ApiDate.of(key.createdOn()), Optional.of(issued.key().value()));
    }

    /** Without the secret, so that a careless log line does not hold one. */
    @Override
    public String toString() {
        return "KeyResponse[id=" + id + ", prefix=" + prefix + "]";
    }
}
