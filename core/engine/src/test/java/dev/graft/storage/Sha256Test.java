// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** FIPS 180-4, the example of two blocks. */
    @Test
    void theDigestIsThatOfTheStandard() {
        byte[] text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(Sha256.newDigest().digest(text)))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    @Test
    void itAgreesWithJavasOwnHoweverTheBytesCome() throws NoSuchAlgorithmException {
        byte[] bytes = new byte[100_001];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) (31 * index);
        }
        MessageDigest digest = Sha256.newDigest();
        digest.update(bytes[0]);
        digest.update(bytes, 1, 64);
        digest.update(bytes, 65, bytes.length - 65);

        assertThat(digest.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
