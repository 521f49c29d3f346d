// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import static dev.graft.job.JobState.CANCELED;
import static dev.graft.job.JobState.DONE;
import static dev.graft.job.JobState.ERROR;
import static dev.graft.job.JobState.PENDING;
import static dev.graft.job.JobState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void theLegalMovesAreTheseAndNoOthers() {
        Map<JobState, Set<JobState>> legal = Map.of(
                PENDING, Set.of(RUNNING, ERROR, CANCELED),
                RUNNING, Set.of(DONE, ERROR, CANCELED, PENDING),
                CANCELED, Set.of(PENDING),
                DONE, Set.of(PENDING),
                ERROR, Set.of());

        for (JobState from : JobState.values()) {
            for (JobState to : JobState.values()) {
                assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(legal.get(from).contains(to));
            }
        }
    }

    @Test
    void anIllegalMoveIsRefusedAndChangesNothing() {
        Job job = new Job(
                UUID.randomUUID(),
                "acme",
                JobOwner.experiment(UUID.randomUUID()),
                "net",
                JobOrder.of(Action.TRAIN),
                JsonNodeFactory.instance.objectNode(),
                UUID.randomUUID(),
                NOW);
        job.cancel(NOW);

        assertThatThrownBy(() -> job.start(new Placement(UUID.randomUUID(), Optional.of("here"), "local", List.of("local/cpu0")), 0, NOW))
                .isInstanceOf(GraftException.class)
                .hasMessageContaining("is Canceled and cannot become Running");
        assertThat(job.state()).isEqualTo(CANCELED);
        assertThat(job.attempt()).isZero();
    }
}
