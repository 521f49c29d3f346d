// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

    private static final Path FOLDER = Path.of("/jobs/one");
    private static final EmbeddedForm FORM = new EmbeddedForm("com.example.Main");

    private final WorkerCommand command = new WorkerCommand(WorkerProcesses.settings(FOLDER));

    @Test
    void theEnvironmentHasNoSecretOfTheServer() {
        Map<String, String> environment = command.environment(
                work(cpu(2)),
                Map.of("PATH", "/bin", "GRAFT_API_KEY", "secret", "AWS_SECRET_ACCESS_KEY", "secret", "JAVA_TOOL_OPTIONS", "-Dx=secret"),
                FOLDER);

        assertThat(environment).containsEntry("PATH", "/bin").doesNotContainValue("secret");
        assertThat(environment.toString()).doesNotContain("secret");
    }

    @Test
    void threadsFitTheGrantedCores() {
        assertThat(command.environment(work(cpu(3)), Map.of(), FOLDER))
                .containsEntry("OMP_NUM_THREADS", "3")
                .containsEntry("OMP_WAIT_POLICY", "PASSIVE")
                .containsEntry("OPENBLAS_NUM_THREADS", "1");
    }

    @Test
    void aWorkerSeesItsGpusAndNoOther() {
        assertThat(command.environment(work(gpu(1), gpu(3)), Map.of(), FOLDER)).containsEntry("CUDA_VISIBLE_DEVICES", "1,3");
        assertThat(command.environment(work(cpu(1)), Map.of(), FOLDER)).containsEntry("CUDA_VISIBLE_DEVICES", "");
    }

    @Test
    void theCommandIsAMainClassInASessionOfItsOwn() {
        Work work = work(cpu(1));

        List<String> words = command.of(work, FORM, AttemptFolder.of(work.attempt()), FOLDER.resolve("job.json"), FOLDER.resolve("tmp"));

        assertThat(words).startsWith("setsid", "sh", "-c").endsWith("com.example.Main", "/jobs/one/job.json");
        assertThat(words).contains("-Dgraft.worker=1234#1", "-Djava.io.tmpdir=/jobs/one/tmp");
    }

    private static Work work(Slot... slots) {
        return new Work(
                new Attempt("1234", 1, FOLDER),
                "net",
                Action.TRAIN,
                new LaunchPlan(JsonNodeFactory.instance.objectNode(), Optional.of(FORM), Optional.empty()),
                List.of(slots),
                List.of(Path.of("/plugins/net.jar")),
                List.of(),
                Map.of(),
                "",
                FOLDER.resolve("results"),
                FOLDER.resolve("status.json"),
                FOLDER.resolve("logs.txt"),
                Optional.empty());
    }

    private static Slot cpu(int cores) {
        return new Slot("local/cpu0", "local", Slot.CPU, "a processor", OptionalInt.empty(), 0, cores);
    }

    private static Slot gpu(int index) {
        return new Slot("local/gpu" + index, "local", "a100", "NVIDIA A100", OptionalInt.of(index), 0, 1);
    }
}
