// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0", "bytes=0-99, 0, 99", "bytes=10-, 10, 99", "bytes=90-500, 90, 99", "bytes=-1, 99, 99",
        "bytes=-500, 0, 99", "' bytes = 5 - 7 ', 5, 7"
    })
    void aRangeIsReadWithinTheFile(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes=0-1-2"})
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
    void aRangeBeyondTheFileIsRefused(String header) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> ByteRange.parse(header, 100))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(StandardError.RANGE_NOT_SATISFIABLE));
    }

    @Test
    void anEmptyFileHasNoRange() {
        assertThatExceptionOfType(GraftException.class).isThrownBy(() -> ByteRange.parse("bytes=0-", 0));
    }

    @Test
    void thePartIsDescribed() {
        ByteRange range = new ByteRange(10, 19);
        assertThat(range.length()).isEqualTo(10);
        assertThat(range.contentRange(100)).isEqualTo("bytes 10-19/100");
    }
}
