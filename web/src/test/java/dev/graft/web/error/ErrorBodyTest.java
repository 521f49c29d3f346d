// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorBodyTest {

    @Test
    void aTextOfTheLargestLengthStaysAsItIs() {
        String text = "é".repeat(1000);
        assertThat(new ErrorBody(1, text).errorDesc()).isEqualTo(text);
    }

    @Test
    void aLongerTextIsCutAndSaysSo() {
        assertThat(new ErrorBody(1, "x".repeat(1001)).errorDesc()).hasSize(1000).endsWith("x …");
    }

    @Test
    void aCutNeverSplitsACharacter() {
        String cut = new ErrorBody(1, "😀".repeat(1200)).errorDesc();
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(1000);
        assertThat(cut.substring(0, cut.length() - 2).codePoints()).allMatch(point -> point == "😀".codePointAt(0));
    }

    @Test
    void halfOfASurrogatePairIsNotPassedOn() {
        assertThat(new ErrorBody(1, "a\ud800b").errorDesc()).isEqualTo("a?b");
    }
}
