// SPDX-License-Identifier: Apache-2.0
package dev.graft.secret;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with the master key (NIST SP 800-38D): a random 96-bit initialisation vector for every secret, a 128-bit tag, and the
 * owner's id as authenticated data.
 */
@ApplicationScoped
public class AesVault implements Vault {

    private static final String VERSION = "v1:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey masterKey;
    private final SecureRandom random = new SecureRandom();

    /** For the container's proxy. */
    protected AesVault() {
        this(null);
    }

    @Inject
    public AesVault(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    @Override
    public Sealed seal(UUID owner, String plainText) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, iv).doFinal(plainText.getBytes(StandardCharsets.UTF_8));
            byte[] both = Arrays.copyOf(iv, IV_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, IV_BYTES, sealed.length);
            return new Sealed(VERSION + Base64.getEncoder().withoutPadding().encodeToString(both));
        } catch (GeneralSecurityException e) {
            throw new GraftException(StandardError.INTERNAL, "A secret could not be encrypted.", e);
        }
    }

    @Override
    public String open(UUID owner, Sealed sealed) {
        try {
            byte[] both = Base64.getDecoder().decode(sealed.ciphertext().substring(VERSION.length()));
            byte[] iv = Arrays.copyOf(both, IV_BYTES);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, owner, iv).doFinal(both, IV_BYTES, both.length - IV_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "A stored secret of " + owner + " cannot be decrypted: the server runs with another master key, or it was changed.",
                    e);
        }
    }

    private Cipher cipher(int mode, UUID owner, byte[] iv) throws GeneralSecurityException {
        SecretKey key = masterKey.key();
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
