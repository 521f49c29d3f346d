// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a new project builds and trains is shown by {@code dev.graft.e2e.PluginIT}. */
class SkeletonTest {

    /** This module, whose examples the distribution takes over. */
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void nothingRemindsOfTheExample() throws IOException {
        Path project = folder.resolve("project");

        new Skeleton(HOME, Skeleton.Form.JAVA).write("my_net", "com.acme.mynet", project);

        assertThat(project.resolve("src/main/java/com/acme/mynet/MyNet.java")).content().contains("class MyNet extends", "package com.acme.mynet;");
        assertThat(project.resolve("src/main/resources/com/acme/mynet/network.yaml")).content()
                .contains("architecture: my_net", "main_class: com.acme.mynet.worker.MyNetWorker");
        assertThat(project.resolve("pom.xml")).content().contains(
                "<groupId>com.acme</groupId>", "<artifactId>my-net</artifactId>", "<url>file://" + HOME + "/repository</url>");
        for (Path file : files(project)) {
            assertThat(project.relativize(file) + "\n" + Files.readString(file).toLowerCase(Locale.ROOT))
                    .doesNotContain("tiny", "org.example", "org/example");
        }
    }

    @Test
    void aProjectOfFilesHasNoJava() throws IOException {
        Path project = folder.resolve("project");

        new Skeleton(HOME, Skeleton.Form.YAML).write("my_net", "org.example.mynet", project);

        assertThat(project.resolve("network.yaml")).content().contains("architecture: my_net");
        assertThat(files(project)).extracting(file -> file.getFileName().toString())
                .contains("plugin.properties", "specs.yaml", "train.awk")
                .noneMatch(name -> name.endsWith(".java"));
        assertThat(project.resolve("plugin.properties")).content().contains("plugin.id=my_net");
    }

    @Test
    void namesThatCannotBeAreRefused() {
        for (String name : List.of("My_Net", "my-net", "1net", "")) {
            assertThatThrownBy(() -> skeleton().write(name, "com.acme.net", folder.resolve("project")))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("'" + name + "' is no name of a network");
        }
        for (String name : List.of("acme", "com.acme.new", "com..acme")) {
            assertThatThrownBy(() -> skeleton().write("my_net", name, folder.resolve("project"))).hasMessageContaining("no name of a package");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void nothingIsOverwritten() {
        assertThatThrownBy(() -> skeleton().write("my_net", "com.acme.mynet", folder)).hasMessageContaining("there already");
    }

    @Test
    void theExampleIsBuiltAgainstThisVersion() throws IOException {
        String version = Files.readString(HOME.resolve("pom.xml")).replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(HOME.resolve("examples/tiny-mlp/pom.xml")).content().contains("<graft.version>" + version + "</graft.version>");
    }

    private static Skeleton skeleton() {
        return new Skeleton(HOME, Skeleton.Form.JAVA);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
