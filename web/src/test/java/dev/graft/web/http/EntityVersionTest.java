// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityVersionTest {

    @Test
    void theTagOfAVersionLeadsBackToIt() {
        assertThat(EntityVersion.expected("\"" + EntityVersion.tag(7).getValue() + "\"")).hasValue(7);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*", " * "})
    void withoutATagThereIsNoCondition(String header) {
        assertThat(EntityVersion.expected(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"abc\"", "\"7", "\"-1\"", "\"9999999999999999999999\""})
    void aTagThatIsNotOursNeverFits(String header) {
        assertThat(EntityVersion.expected(header)).hasValue(-1);
    }
}
