// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolConfigurationTest {

    private static final List<Slot> MACHINE =
            List.of(new Slot("local/cpu0", "local", Slot.CPU, "a processor", OptionalInt.empty(), 0, 1));
    private static final Optional<EmbeddedForm> EMBEDDED = Optional.of(new EmbeddedForm("com.example.Main"));
    private static final Optional<ContainerForm> CONTAINER =
            Optional.of(new ContainerForm("pytorch", List.of("train"), "", "spec.yaml", Map.of()));

    @TempDir
    private Path folder;

    private final List<String> started = new ArrayList<>();
    private final List<ExecutorFactory> factories =
            List.of(new Factory("local", true, false), new Factory("container", true, true), new Factory("cluster", false, true));

    @Test
    void executorsOfThisMachineShareItsSlotsAndOthersHaveTheirOwn() {
        List<Executor> executors = PoolConfiguration.executors(factories, List.of("local", " container", "cluster"), MACHINE);

        assertThat(executors).extracting(Executor::name).containsExactly("local", "cluster");
        assertThat(new SlotPool(executors).slots()).extracting(Slot::id).containsExactly("local/cpu0", "cluster/1");
    }

    @Test
    void anUnknownKindIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> PoolConfiguration.executors(factories, List.of("docker"), MACHINE))
                .hasMessageContaining("'docker'")
                .hasMessageContaining("cluster, container, local");
    }

    @Test
    void workGoesToTheFirstThatCanRunItAndIsFoundThereAgain() {
        Executor machine = PoolConfiguration.executors(factories, List.of("local", "container"), MACHINE).get(0);

        machine.start(work("1", EMBEDDED, CONTAINER));
        machine.start(work("2", Optional.empty(), CONTAINER));
        machine.reattach(attempt("2"));

        assertThat(started).containsExactly("local starts 1", "container starts 2", "container finds 2");
    }

    @Test
    void theOrderOfTheConfigurationIsThatOfPreference() {
        PoolConfiguration.executors(factories, List.of("container", "local"), MACHINE).get(0).start(work("1", EMBEDDED, CONTAINER));

        assertThat(started).containsExactly("container starts 1");
    }

    @Test
    void anAttemptThatNoneWasChosenForNeverStarted() {
        Executor machine = PoolConfiguration.executors(factories, List.of("local"), MACHINE).get(0);

        assertThat(machine.reattach(attempt("1")).end()).isCompletedWithValue(WorkerEnd.neverStarted());
    }

    @Test
    void anAttemptOnAnExecutorThatIsNotConfiguredAnyMoreIsLost() {
        PoolConfiguration.executors(factories, List.of("container"), MACHINE).get(0).start(work("1", EMBEDDED, CONTAINER));

        Executor later = PoolConfiguration.executors(factories, List.of("local"), MACHINE).get(0);

        assertThat(later.reattach(attempt("1")).end()).isCompletedWithValue(WorkerEnd.lost());
    }

    @Test
    void aPlanThatNothingCanRunIsRefused() {
        Executor machine = PoolConfiguration.executors(factories, List.of("local"), MACHINE).get(0);

        assertThat(machine.canRun(work("1", Optional.empty(), CONTAINER).plan())).isFalse();
        assertThatThrownBy(() -> machine.start(work("1", Optional.empty(), CONTAINER))).isInstanceOf(GraftException.class);
    }

    private Attempt attempt(String job) {
        return new Attempt(job, 1, folder.resolve(job));
    }

    private Work work(String job, Optional<EmbeddedForm> embedded, Optional<ContainerForm> container) {
        return new Work(
                attempt(job),
                "net",
                Action.TRAIN,
                new LaunchPlan(JsonNodeFactory.instance.objectNode(), embedded, container),
                MACHINE,
                List.of(),
                List.of(),
                Map.of(),
                "",
                folder.resolve("results"),
                folder.resolve("status.json"),
                folder.resolve("logs.txt"),
                Optional.empty());
    }

    /** Makes executors that write down what they are asked. */
    private final class Factory implements ExecutorFactory {
        private final String kind;
        private final boolean onThisMachine;
        private final boolean containers;

        private Factory(String kind, boolean onThisMachine, boolean containers) {
            this.kind = kind;
            this.onThisMachine = onThisMachine;
            this.containers = containers;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public boolean onThisMachine() {
            return onThisMachine;
        }

        @Override
        public Executor make(List<Slot> machine) {
            return new Executor() {
                @Override
                public String name() {
                    return kind;
                }

                @Override
                public List<Slot> slots() {
                    return onThisMachine
                            ? machine
                            : List.of(new Slot(kind + "/1", kind, "a100", "NVIDIA A100", OptionalInt.of(0), 0, 1));
                }

                @Override
                public boolean canRun(LaunchPlan plan) {
                    return containers ? plan.container().isPresent() : plan.embedded().isPresent();
                }

                @Override
                public Worker start(Work work) {
                    started.add(kind + " starts " + work.attempt().jobId());
                    return Worker.ended(WorkerEnd.exited(0));
                }

                @Override
                public Worker reattach(Attempt attempt) {
                    started.add(kind + " finds " + attempt.jobId());
                    return Worker.ended(WorkerEnd.lost());
                }
            };
        }
    }
}
