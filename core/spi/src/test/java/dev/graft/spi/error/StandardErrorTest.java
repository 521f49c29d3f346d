// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandardErrorTest {

    @Test
    void numbersAreUniqueAndBelowThePlugins() {
        assertThat(StandardError.values())
                .extracting(StandardError::number)
                .doesNotHaveDuplicates()
                .allMatch(number -> number > 0 && number < 10_000);
    }
}
