// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Kind of remote storage; the API's {@code CloudType}. */
public enum CloudType {
    AWS,
    AZURE,
    GCP,
    HUGGINGFACE,
    SELF_HOSTED;

    /** The name in the API, for example {@code self_hosted}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that wire name, or empty if there is none. */
    public static Optional<CloudType> find(String wireName) {
        return Stream.of(values()).filter(type -> type.wireName().equals(wireName)).findFirst();
    }
}
