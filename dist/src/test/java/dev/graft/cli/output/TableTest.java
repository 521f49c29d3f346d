// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(new Table("ID", "NAME").row("1", "a").row("1000", "b").lines())
                .containsExactly("ID    NAME", "1     a", "1000  b");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Table("ID", "NAME").row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
