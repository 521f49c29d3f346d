// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultTextTest {

    @Test
    void everyFaultIsNamedWithItsPointer() {
        String text = FaultText.of(List.of(new SpecFault("/a", "is wrong"), new SpecFault("", "the whole is odd")));
        assertThat(text).isEqualTo("/a: is wrong; the whole is odd");
    }

    @Test
    void faultsThatDoNotFitAreCounted() {
        List<SpecFault> faults = IntStream.range(0, 100).mapToObj(i -> new SpecFault("/field" + i, "x".repeat(80))).toList();
        String text = FaultText.of(faults);
        assertThat(text.length()).isLessThanOrEqualTo(ErrorBody.MAX_LENGTH);
        long named = text.chars().filter(c -> c == '/').count();
        assertThat(named).isGreaterThan(5);
        assertThat(text).endsWith("; and " + (100 - named) + " more");
    }

    @Test
    void aSingleFaultIsNeverLeftOut() {
        assertThat(FaultText.of(List.of(new SpecFault("/a", "x".repeat(2000))))).startsWith("/a: xxx").doesNotContain("more");
    }
}
