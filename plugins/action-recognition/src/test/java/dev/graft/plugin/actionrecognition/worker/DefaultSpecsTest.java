// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.actionrecognition.ActionRecognition;
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
            Action.TRAIN, "train_dataset_dir is not given",
            Action.EVALUATE, "empty.pth cannot be used",
            Action.EXPORT, "empty.pth cannot be used",
            Action.INFERENCE, "empty.pth cannot be used");

    private final ActionRecognition plugin = new ActionRecognition();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"TRAIN", "EVALUATE", "EXPORT", "INFERENCE"})
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
        WorkerJobs.Ended refused = new WorkerJobs(folder, "action_recognition", ActionRecognitionWorker.actions()).run("job", action, planned);
        assertThat(refused.exit()).as(refused.message()).isEqualTo(ExitCode.USER);
        assertThat(refused.message()).doesNotContain("is not known here").containsPattern(WANTED.get(action));
    }

    /** What the service fills from a parent. */
    private static ObjectNode given(Action action, Path file) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        switch (action) {
            case TRAIN -> { }
            case EVALUATE -> given.put("checkpoint", file.toString()).put("test_dataset_dir", file.toString());
            case INFERENCE -> given.put("checkpoint", file.toString()).put("inference_dataset_dir", file.toString());
            default -> given.put("checkpoint", file.toString());
        }
        return given;
    }
}
