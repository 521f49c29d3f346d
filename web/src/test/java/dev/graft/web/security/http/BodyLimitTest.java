// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.security.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

    private final BodyLimit limit = new BodyLimit(100);

    @Test
    void aBodyOfTheLimitIsReadWhole() throws Exception {
        assertThat(limit.bounded(body(100)).readAllBytes()).hasSize(100);
    }

    @Test
    void aBodyOneByteLargerIsRefusedHoweverItIsRead() throws Exception {
        tooLarge(() -> limit.bounded(body(101)).readAllBytes());
        tooLarge(() -> limit.bounded(body(101)).skipNBytes(101));
        InputStream single = limit.bounded(body(101));
        for (int i = 0; i < 100; i++) {
            single.read();
        }
        tooLarge(single::read);
    }

    @Test
    void aBodyWithoutEndIsRefusedEarly() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        tooLarge(() -> limit.bounded(endless).readNBytes(1_000_000));
    }

    @Test
    void whatIsAnnouncedAsTooLargeIsNotReadAtAll() {
        assertThatCode(() -> limit.check(-1)).doesNotThrowAnyException();
        assertThatCode(() -> limit.check(100)).doesNotThrowAnyException();
        tooLarge(() -> limit.check(101));
        tooLarge(() -> limit.check(5L << 30));
    }

    @Test
    void aMarkCannotBeUsedToReadMore() {
        assertThat(limit.bounded(body(10)).markSupported()).isFalse();
    }

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }

    private static void tooLarge(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.TOO_LARGE))
                .hasMessageContaining("100 bytes");
    }
}
