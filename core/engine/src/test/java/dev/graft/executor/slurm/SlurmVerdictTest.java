// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import dev.graft.executor.slurm.SlurmVerdict.Look;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlurmVerdictTest {

    private static final OptionalInt NO_CODE = OptionalInt.empty();

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "CONFIGURING", "RUNNING", "COMPLETING", "SUSPENDED", "UNKNOWN"})
    void aJobThatIsNotOverHasNoEndEvenWhenItsShellHasWrittenOne(SlurmState state) {
        assertThat(SlurmVerdict.of(look(state, true, OptionalInt.of(0)))).isEmpty();
    }

    @Test
    void theShellsExitCodeCounts() {
        assertThat(SlurmVerdict.of(look(SlurmState.FAILED, true, OptionalInt.of(2)))).contains(WorkerEnd.exited(2));
        assertThat(SlurmVerdict.of(new Look(Optional.empty(), true, OptionalInt.of(0), false, false, true)))
                .contains(WorkerEnd.exited(0));
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_MEMORY, true, OUT_OF_MEMORY",
        "TIMEOUT, true, TIME_LIMIT",
        "NODE_FAIL, true, LOST",
        "PREEMPTED, true, LOST",
        "CANCELLED, true, LOST",
        "CANCELLED, false, UNAVAILABLE",
        "BOOT_FAIL, false, UNAVAILABLE"
    })
    void withoutAnExitCodeSlurmsStateTellsTheCause(SlurmState state, boolean begun, Cause cause) {
        assertThat(SlurmVerdict.of(look(state, begun, NO_CODE))).hasValueSatisfying(end -> assertThat(end.cause()).isEqualTo(cause));
    }

    @Test
    void aJobThatWasStoppedBeforeItBeganNeverStarted() {
        Look look = new Look(Optional.of(entry(SlurmState.CANCELLED)), false, NO_CODE, false, true, true);

        assertThat(SlurmVerdict.of(look)).contains(WorkerEnd.neverStarted());
    }

    @Test
    void anExitFileOfANetworkFileSystemIsWaitedForAWhile() {
        assertThat(SlurmVerdict.of(new Look(Optional.of(entry(SlurmState.COMPLETED)), true, NO_CODE, false, false, true))).isEmpty();
        assertThat(SlurmVerdict.of(new Look(Optional.of(entry(SlurmState.COMPLETED)), true, NO_CODE, false, false, false)))
                .contains(WorkerEnd.lost());
        assertThat(SlurmVerdict.of(new Look(Optional.empty(), true, NO_CODE, false, false, false))).contains(WorkerEnd.lost());
    }

    @Test
    void aWorkerWhoseTimeWasOverHasReachedItsLimit() {
        Look look = new Look(Optional.of(entry(SlurmState.FAILED)), true, OptionalInt.of(143), true, true, true);

        assertThat(SlurmVerdict.of(look)).hasValueSatisfying(end -> assertThat(end.cause()).isEqualTo(Cause.TIME_LIMIT));
    }

    private static Look look(SlurmState state, boolean begun, OptionalInt exitCode) {
        return new Look(Optional.of(entry(state)), begun, exitCode, false, false, true);
    }

    private static QueueEntry entry(SlurmState state) {
        return new QueueEntry(1, "graft-1234-1", state, "None");
    }
}
