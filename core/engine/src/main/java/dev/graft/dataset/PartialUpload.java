// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An archive that arrives in parts.
 *
 * @param id its id
 * @param length bytes of the whole archive
 * @param offset bytes that have arrived; as many as the whole when it is complete
 * @param metadata what the client wrote about it when it began, as it was sent; may be empty text
 * @param expiresOn when it is given up unless more of it arrives
 */
public record PartialUpload(UUID id, long length, long offset, String metadata, Instant expiresOn) {
    public PartialUpload {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(expiresOn, "expiresOn");
    }

    /** Whether nothing of it is missing. */
    public boolean complete() {
        return offset == length;
    }
}
