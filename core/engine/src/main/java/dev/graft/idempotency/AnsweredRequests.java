// SPDX-License-Identifier: Apache-2.0
package dev.graft.idempotency;

import java.time.Instant;
import java.util.Optional;

/** The stored requests with keys. */
public interface AnsweredRequests {

    /** The request of that id. */
    Optional<AnsweredRequest> find(String id);

    /**
     * Stores a request, in the database when this returns.
     *
     * @throws AlreadyAsked if there is one of that id, or another transaction is storing one
     */
    void add(AnsweredRequest request);

    /** Removes a request. */
    void remove(AnsweredRequest request);

    /** Removes every request that was to be kept until then at most; tells how many. */
    int removeExpired(Instant now);
}
