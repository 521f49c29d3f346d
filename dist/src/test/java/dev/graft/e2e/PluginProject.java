// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds a plugin project as its {@code pom.xml} does, without Maven. */
final class PluginProject {

    private PluginProject() {}

    /** Compiles the project and packs its zip. */
    static Path build(Path project) throws IOException {
        Path target = project.resolve("target");
        Path classes = Files.createDirectories(target.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path"),
                "-processor", "org.pf4j.processor.ExtensionAnnotationProcessor"));
        files(project.resolve("src/main/java")).forEach(source -> arguments.add(source.toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError("the project " + project + " does not compile");
        }
        Path resources = project.resolve("src/main/resources");
        for (Path file : files(resources)) {
            Files.copy(file, classes.resolve(resources.relativize(file)));
        }
        Path jar = zip(target.resolve("plugin.jar"), classes);
        Path content = Files.createDirectories(target.resolve("content/lib"));
        Files.copy(jar, content.resolve("plugin.jar"));
        Files.copy(project.resolve("plugin.properties"), content.getParent().resolve("plugin.properties"));
        return zip(target.resolve("plugin.zip"), content.getParent());
    }

    private static Path zip(Path zip, Path folder) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path path : files(folder)) {
                out.putNextEntry(new ZipEntry(folder.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return zip;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
