// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJobTest {

    @TempDir
    private Path folder;

    private WorkerJob job(int cores) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        specs.putObject("train").put("num_gpus", 1);
        return new WorkerJob(
                "6f1c",
                "classification_pyt",
                Action.GEN_TRT_ENGINE,
                specs,
                folder.resolve("results"),
                folder.resolve("status.json"),
                "",
                List.of(0, 1),
                cores);
    }

    @Test
    void aJobFileReadsBackAsItWasWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("job.json"), job(2).toJson());

        assertThat(WorkerJob.read(file)).isEqualTo(job(2));
    }

    @Test
    void aFieldOfALaterVersionIsIgnored() throws IOException {
        String text = job(1).toJson().replaceFirst("\\{", "{\"tomorrow\": true,");
        Path file = Files.writeString(folder.resolve("job.json"), text);

        assertThat(WorkerJob.read(file)).isEqualTo(job(1));
    }

    @Test
    void aJobWithoutCoresIsRefused() {
        assertThatThrownBy(() -> job(0)).hasMessageContaining("at least 1");
    }

    @Test
    void exitCodesKeepTheirMeaning() {
        for (ExitCode exit : ExitCode.values()) {
            assertThat(ExitCode.of(exit.code())).isEqualTo(exit);
        }
        assertThat(ExitCode.of(77)).isEqualTo(ExitCode.INTERNAL);
    }
}
