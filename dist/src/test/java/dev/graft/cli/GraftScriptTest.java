// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/graft} with a Java and a Maven that only tell what they were called with. */
class GraftScriptTest {

    private record Run(int exitCode, String output) {}

    @TempDir
    private Path folder;

    @Test
    void aDistributionStartsTheServerFromItsOwnFolder() throws Exception {
        Path home = distribution("opt/graft");
        Run run = run(home.resolve("bin/graft"), "17.0.1", "serve", "--port", "9000");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("in " + home)
                .contains("-Dgraft.home=" + home, "-Dgraft.cwd=" + folder)
                .endsWith("dev.graft.launcher.Launcher --port 9000\n");
    }

    @Test
    void theArchiveIsUsedIfItIsThere() throws Exception {
        Path home = distribution("graft");
        assertThat(run(home.resolve("bin/graft"), "17.0.1", "serve").output()).doesNotContain("SharedArchiveFile");
        Files.createFile(home.resolve("lib/graft.jsa"));
        assertThat(run(home.resolve("bin/graft"), "17.0.1", "serve").output()).contains("-XX:SharedArchiveFile=lib/graft.jsa");
    }

    @Test
    void otherVerbsGoToTheCommandLineWithTheirArgumentsAsTheyAre() throws Exception {
        Path home = distribution("graft");
        Run run = run(home.resolve("bin/graft"), "21", "dataset", "list", "--name", "two words");
        assertThat(run.output()).contains("[" + home + "/cli/*] [dev.graft.cli.Graft] [dataset] [list] [--name] [two words]");
    }

    @Test
    void aSymbolicLinkOnThePathIsFollowed() throws Exception {
        Path home = distribution("opt/graft");
        Path link = Files.createSymbolicLink(folder.resolve("graft"), Path.of("opt/graft/bin/graft"));
        assertThat(run(link, "17", "serve").output()).contains("-Dgraft.home=" + home);
    }

    @Test
    void anOldJavaIsRefusedByItsVersion() throws Exception {
        Run run = run(distribution("graft").resolve("bin/graft"), "11.0.2", "serve");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Java 17 or newer is needed").contains("Java 11");
    }

    @Test
    void aJavaHomeWithoutJavaIsTold() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(distribution("graft").resolve("bin/graft").toString(), "serve");
        builder.environment().put("JAVA_HOME", folder.resolve("none").toString());
        assertThat(run(builder).output()).contains("JAVA_HOME is " + folder.resolve("none"));
    }

    @Test
    void aCheckoutIsBuiltOnceIfNothingIsPackaged() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("src"));
        script(Files.createDirectories(checkout.resolve("dist")));
        Files.createFile(checkout.resolve("dist/pom.xml"));
        Path graft = checkout.resolve("dist/bin/graft");
        Path home = checkout.resolve("dist/target/graft");
        program("mvn", "echo \"mvn $*\"; mkdir -p " + home + "; touch " + home + "/RELEASE");
        Run first = run(graft, "17", "dataset", "list");
        assertThat(first.output()).contains("building it once", "mvn -B -q -DskipTests -f " + checkout + "/pom.xml package", "[list]");
        assertThat(run(graft, "17", "dataset", "list").output()).doesNotContain("mvn").contains("[list]");
    }

    @Test
    void aBuildThatFailsEndsWithOne() throws Exception {
        script(Files.createDirectories(folder.resolve("src/dist")));
        Files.createFile(folder.resolve("src/dist/pom.xml"));
        program("mvn", "echo '[ERROR] no'; exit 1");
        Run run = run(folder.resolve("src/dist/bin/graft"), "17", "serve");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("The build failed");
    }

    @Test
    void aScriptThatIsNowhereSaysSo() throws Exception {
        Run run = run(script(Files.createDirectories(folder.resolve("lost"))), "17", "serve");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("neither in a distribution nor in a source checkout");
    }

    private Path distribution(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        script(home);
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("RELEASE"));
        return home;
    }

    private static Path script(Path home) throws IOException {
        Path script = Files.createDirectories(home.resolve("bin")).resolve("graft");
        Files.copy(Path.of("bin/graft"), script);
        return executable(script);
    }

    private void program(String name, String body) throws IOException {
        Path program = Files.createDirectories(folder.resolve("path")).resolve(name);
        executable(Files.writeString(program, "#!/bin/sh\n" + body + "\n"));
    }

    private static Path executable(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path graft, String javaVersion, String... arguments) throws IOException, InterruptedException {
        program("java", "[ \"$1\" != -version ] || { echo 'openjdk version \"" + javaVersion + "\"'; exit; }; echo in $(pwd);"
                + " for each; do printf '[%s] ' \"$each\"; done; echo; echo \"$@\"");
        List<String> command = new ArrayList<>(List.of(graft.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
        builder.environment().remove("JAVA_HOME");
        return run(builder);
    }

    private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
