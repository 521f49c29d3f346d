// SPDX-License-Identifier: Apache-2.0
package dev.graft.org;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A key that a user signs in with. Only its SHA-256 is kept, and its first characters so that people can tell keys apart. */
@Entity
@Table(name = "api_keys")
public class ApiKey {

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "user_id", nullable = false)
    private UUID userId;

    @Column(name = "label", nullable = false, length = 255)
    private String label;

    @Column(name = "prefix", nullable = false, length = 16)
    private String prefix;

    @Column(name = "sha256", nullable = false, unique = true, length = 64)
    private String sha256;

    @Column(name = "created_on", nullable = false)
    private Instant createdOn;

    /** For JPA. */
    protected ApiKey() {}

    /**
     * A key of a user.
     *
     * @param label what the key is for, in the user's words
     */
    public ApiKey(UUID id, UUID userId, String label, KeyText key, Instant createdOn) {
        this.id = Objects.requireNonNull(id, "id");
        this.userId = Objects.requireNonNull(userId, "userId");
        this.label = Objects.requireNonNull(label, "label");
        this.prefix = key.prefix();
        this.sha256 = key.sha256();
        this.createdOn = Objects.requireNonNull(createdOn, "createdOn");
    }

    /** Whether that is the key; in constant time. */
    public boolean isKey(KeyText key) {
        return key.hasDigest(sha256);
    }

    /** Whether its key has that SHA-256, in hexadecimal digits. */
    boolean isDigest(String digest) {
        return sha256.equals(digest);
    }

    public UUID id() {
        return id;
    }

    public UUID userId() {
        return userId;
    }

    public String label() {
        return label;
    }

    /** The first characters of the key, at most a quarter of it. */
    public String prefix() {
        return prefix;
    }

    /** SHA-256 of the key in hexadecimal digits; it cannot be turned back into the key. */
    public String sha256() {
        return sha256;
    }

    public Instant createdOn() {
        return createdOn;
    }
}
