// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.graft.executor.WorkerEnd;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContainerEndTest {

    @Test
    void anExitCodeIsTheWorkersOwn() throws Exception {
        assertThat(ContainerEnd.of(exited(2, false), false, false, true)).isEqualTo(WorkerEnd.exited(2));
    }

    @Test
    void whatTheEngineCallsOutOfMemoryIsThat() throws Exception {
        assertThat(ContainerEnd.of(exited(137, true), false, false, false)).isEqualTo(WorkerEnd.outOfMemory(OptionalInt.of(137)));
    }

    @Test
    void aKillThatNobodyHereHasSentIsOutOfMemoryOnlyWhereThereIsALimit() throws Exception {
        assertThat(ContainerEnd.of(exited(137, false), false, false, true)).isEqualTo(WorkerEnd.outOfMemory(OptionalInt.of(137)));
        assertThat(ContainerEnd.of(exited(137, false), false, false, false)).isEqualTo(WorkerEnd.exited(137));
        assertThat(ContainerEnd.of(exited(137, false), false, true, true)).isEqualTo(WorkerEnd.exited(137));
    }

    @Test
    void aWorkerStoppedForItsTimeHasReachedItsLimitUnlessItHasJustSucceeded() throws Exception {
        assertThat(ContainerEnd.of(exited(143, false), true, false, true).cause()).isEqualTo(WorkerEnd.Cause.TIME_LIMIT);
        assertThat(ContainerEnd.of(exited(0, false), true, false, true)).isEqualTo(WorkerEnd.exited(0));
    }

    @Test
    void aContainerThatTheEngineHasForgottenIsLost() throws Exception {
        ContainerState forgotten = state("{\"Status\": \"created\", \"StartedAt\": \"2026-11-23T19:33:47.885370874Z\", \"ExitCode\": 0}");
        ContainerState fresh = state("{\"Status\": \"created\", \"StartedAt\": \"0001-01-01T00:00:00Z\", \"ExitCode\": 0}");

        assertThat(ContainerEnd.isOver(forgotten)).isTrue();
        assertThat(ContainerEnd.hasNotRun(forgotten)).isFalse();
        assertThat(ContainerEnd.of(forgotten, false, false, true)).isEqualTo(WorkerEnd.lost());
        assertThat(ContainerEnd.isOver(fresh)).isFalse();
        assertThat(ContainerEnd.hasNotRun(fresh)).isTrue();
    }

    private static ContainerState exited(int code, boolean outOfMemory) throws Exception {
        return state("{\"Status\": \"exited\", \"ExitCode\": " + code + ", \"OOMKilled\": " + outOfMemory + "}");
    }

    private static ContainerState state(String json) throws Exception {
        return new ObjectMapper().readValue("{\"State\": " + json + "}", InspectContainerResponse.class).getState();
    }
}
