// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void theDemonstrationLearnsTheDigitsAndLeavesItsPicturesAlone() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(TestServer.home().resolve("bin/graft").toString(), "demo", "--out", out.toString());
        builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary));
        Process demo = builder.redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(output).isZero();
        assertThat(output).contains("top-1 accuracy 0.9", "evaluate", "export", "inference");
        assertThat(names(out)).anyMatch(name -> name.endsWith("model.onnx")).anyMatch(name -> name.endsWith(".csv"));
        assertThat(names(out).stream().filter(name -> name.endsWith(".png") || name.endsWith(".jpg"))).hasSizeGreaterThan(100);
        assertThat(names(temporary).stream().filter(name -> name.contains("graft-demo"))).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
