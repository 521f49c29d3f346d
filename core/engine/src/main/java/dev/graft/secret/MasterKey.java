// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import dev.graft.storage.DataFolder;
import dev.graft.storage.PrivateFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key behind all secrets at rest: 32 bytes in Base64 from the configuration key {@code graft.master.key} (environment
 * {@code GRAFT_MASTER_KEY}), otherwise from the file {@code keys/master.key} in the data folder, which is made when it is missing.
 */
@ApplicationScoped
public class MasterKey {

    private static final int BYTES = 32;

    private final SecretKey key;

    /** For the container's proxy. */
    protected MasterKey() {
        this.key = null;
    }

    @Inject
    public MasterKey(@ConfigProperty(name = "graft.master.key") Optional<String> configured, DataFolder data) {
        this.key = new SecretKeySpec(
                configured.map(text -> decode(text, "graft.master.key")).orElseGet(() -> fromFile(data)), "AES");
    }

    /** The key itself, for {@link AesVault} only. */
    SecretKey key() {
        return key;
    }

    private static byte[] fromFile(DataFolder data) {
        Path file = data.keys().resolve("master.key");
        try {
            byte[] text = PrivateFile.readOrCreate(file, MasterKey::random);
            return decode(new String(text, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the master key " + file + " can neither be read nor made", e);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] decode(String text, String where) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the master key in " + where + " is no Base64; make one with: openssl rand -base64 32", e);
        }
        throw new IllegalStateException("the master key in " + where + " has not 32 bytes; make one with: openssl rand -base64 32");
    }
}
