// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids of base experiments: a UUID of version 5 (RFC 9562, section 5.5) in the namespace of zeros, of {@code <ngc_path>:<network_arch>} and,
 * where one is given, {@code :<additional_id_info>}; so the same model has the same id on every server.
 */
final class BaseExperimentId {

    private static final int NAMESPACE_BYTES = 16;

    private BaseExperimentId() {}

    static UUID of(String ngcPath, String architecture, Optional<String> additionalInfo) {
        String name = ngcPath + ":" + architecture + additionalInfo.map(info -> ":" + info).orElse("");
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(new byte[NAMESPACE_BYTES]);
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = hash.getLong() & ~0xf000L | 0x5000L;
            long low = hash.getLong() & ~(3L << 62) | 1L << 63;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
