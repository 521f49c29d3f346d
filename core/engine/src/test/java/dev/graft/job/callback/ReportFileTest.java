// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir
    private Path folder;

    private ReportFile file;

    @BeforeEach
    void choose() {
        file = new ReportFile(folder.resolve("job").resolve("status.json"));
    }

    @Test
    void aLineThatWasTakenIsNotTakenAgainEvenAfterOthers() throws IOException {
        file.appendLines("{\"epoch\": 1}", 0);
        file.appendLines("{\"epoch\": 2}\n", 0);
        file.appendLines("{\"epoch\": 1}", 0);

        assertThat(file.file()).hasContent("{\"epoch\": 1}\n{\"epoch\": 2}\n");
    }

    @Test
    void aLineOfAnEarlierAttemptIsNoRepeat() throws IOException {
        file.appendLines("{\"status\": \"STARTED\"}", 0);
        file.appendLines("{\"status\": \"STARTED\"}", Files.size(file.file()));

        assertThat(Files.readAllLines(file.file())).hasSize(2);
    }

    @Test
    void anObjectOverSeveralLinesBecomesOneAndSeveralObjectsStaySeveral() throws IOException {
        file.appendLines("{\n  \"kpi\": {\n    \"loss\": NaN\n  }\n}", 0);
        file.appendLines("{\"epoch\": 1}\n\n  {\"epoch\": 2}", 0);
        file.appendLines("{\"epoch\":\nnonsense", 0);

        assertThat(Files.readAllLines(file.file()))
                .containsExactly("{\"kpi\":{\"loss\":\"NaN\"}}", "{\"epoch\": 1}", "{\"epoch\": 2}", "{\"epoch\":", "nonsense");
    }

    @Test
    void textThatTheFileEndsWithIsARepeatUnlessItIsKnownToBeNew() throws IOException {
        file.appendText("a\nü\n", false);
        file.appendText("a\nü\n", false);
        file.appendText("ü\n", true);
        file.appendText("", false);
        file.appendText("b", false);

        assertThat(file.file()).hasContent("a\nü\nü\nb");
    }
}
