// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A request with a key, and its answer. Another transaction sees it only with its answer. */
@Entity
@Table(name = "answered_requests")
public class AnsweredRequest {

    @Id
    @Column(length = 64)
    private String id;

    @Column(nullable = false)
    private String org;

    @Column(nullable = false, length = 64)
    private String fingerprint;

    @Column(nullable = false)
    private int status;

    private String etag;

    @Column(nullable = false)
    private String body;

    @Column(name = "expires_on", nullable = false)
    private Instant expiresOn;

    /** For JPA. */
    protected AnsweredRequest() {}

    /** A request that is about to be carried out. */
    public AnsweredRequest(RequestKey key, Instant expiresOn) {
        this.id = key.id();
        this.org = key.org();
        this.fingerprint = key.fingerprint();
        this.body = "";
        this.expiresOn = expiresOn.truncatedTo(ChronoUnit.MICROS);
    }

    /** Under which it is found. */
    public String id() {
        return id;
    }

    /** Until when it is kept. */
    public Instant expiresOn() {
        return expiresOn;
    }

    boolean asksFor(RequestKey key) {
        return fingerprint.equals(key.fingerprint());
    }

    void answered(Answer answer) {
        status = answer.status();
        etag = answer.etag().orElse(null);
        body = answer.body();
    }

    Answer answer() {
        return new Answer(status, Optional.ofNullable(etag), body, true);
    }
}
