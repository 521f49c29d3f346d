// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.persistence.Database;
import dev.graft.persistence.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Dgraft.bookkeeping.trials=10000} this is the benchmark that dist/benchmarks/automl tells of. */
class BookkeepingTest {

    private static final int TRIALS = Integer.getInteger("graft.bookkeeping.trials", 200);
    private static final int SLOTS = 16;

    @Test
    void theBookkeepingOfShortTrialsTakesLittleOfTheirTime(@TempDir Path data) {
        try (Database database = new Database(TestDatabase.H2)) {
            Bookkeeping machine = new Bookkeeping(database, data, SLOTS);

            Bookkeeping.Outcome outcome = machine.run(TRIALS);

            System.out.printf("%d trials of 1 s over %d slots: %.1f s, %.1f %% more than ideal%n",
                    TRIALS, SLOTS, outcome.seconds(), 100 * outcome.overhead());
            assertThat(outcome.trials()).isEqualTo(TRIALS);
            assertThat(machine.unended()).isZero();
            assertThat(outcome.overhead()).as("a loaded machine may be slow, but not this slow").isLessThan(0.5);
        }
    }
}
