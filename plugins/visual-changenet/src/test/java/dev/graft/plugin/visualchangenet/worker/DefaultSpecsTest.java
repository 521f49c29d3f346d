// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.visualchangenet.VisualChangenet;
import dev.graft.spi.Action;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.worker.ExitCode;
import dev.graft.torchkit.fixture.WorkerJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The specs as the service plans them, with nothing sent by the user and no dataset. */
class DefaultSpecsTest {

    private static final Map<Action, String> WANTED = Map.of(
            Action.TRAIN, "root_dir is not given",
            Action.GEN_TRT_ENGINE, "trtexec",
            Action.EVALUATE, "empty.pth cannot be used",
            Action.EXPORT, "empty.pth cannot be used",
            Action.INFERENCE, "empty.pth cannot be used");

    private final VisualChangenet plugin = new VisualChangenet();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"TRAIN", "EVALUATE", "EXPORT", "GEN_TRT_ENGINE", "INFERENCE"})
    void theWorkerKnowsEveryParameterAndAsksForWhatIsMissing(Action action) throws IOException {
        JobInputs inputs = new JobInputs(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        ObjectNode defaults = plugin.specs(action).defaults();
        LaunchRequest request = new LaunchRequest("job", action, defaults, inputs, folder, "", 1);
        ObjectNode planned = plugin.launcher(action).plan(request).specs();
        Path file = Files.writeString(folder.resolve("empty.pth"), "");
        planned.withObject("/" + action.wireName()).setAll(given(action, file));
        WorkerJobs.Ended refused = new WorkerJobs(folder, "visual_changenet", VisualChangenetWorker.actions("")).run("job", action, planned);
        assertThat(refused.exit()).as(refused.message()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).doesNotContain("is not known here").containsPattern(WANTED.get(action));
    }

    /** What the service fills from a parent. */
    private static ObjectNode given(Action action, Path file) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        switch (action) {
            case TRAIN -> { }
            case GEN_TRT_ENGINE -> given.put("onnx_file", file.toString());
            default -> given.put("checkpoint", file.toString());
        }
        return given;
    }
}
