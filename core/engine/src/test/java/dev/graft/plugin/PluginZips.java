// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles plugins and packs them as zips, as a plugin's build does. */
final class PluginZips {

    private static final String NETWORK = """
            package %1$s;
            import com.fasterxml.jackson.databind.node.*;
            import dev.graft.spi.*;
            import dev.graft.spi.launch.*;
            import dev.graft.spi.network.*;
            import dev.graft.spi.spec.*;
            import java.util.*;
            @org.pf4j.Extension
            public class Net implements NetworkPlugin {
                public NetworkDescriptor network() {
                    %3$s
                    return new NetworkDescriptor("%2$s", new Library().text(), Domain.VISION, "image_classification",
                        List.of("classification_pyt"), Optional.empty(), false, Optional.empty(), Optional.empty(),
                        List.of(new ActionRule(Action.TRAIN, Set.of(), false, Set.of())));
                }
                public SpecSchema specs(Action action) {
                    return new SpecSchema() {
                        public List<SpecParameter> parameters() { return List.of(); }
                        public ObjectNode defaults() { return JsonNodeFactory.instance.objectNode(); }
                        public ObjectNode jsonSchema() { return JsonNodeFactory.instance.objectNode().put("type", "object"); }
                    };
                }
                public Launcher launcher(Action action) { throw new IllegalArgumentException(); }
            }
            """;

    private static final String FILES_ALONE = """
            architecture: %s
            title: A network of files
            domain: vision
            datasets: {type: image_classification, formats: [classification_pyt]}
            actions:
              train:
                command: [sh, "{plugin_dir}/run.sh", "{spec_file}", "{job_file}"]
            """;

    private static final String LIBRARY = """
            package %s;
            public class Library { public String text() { return "of the plugin"; } }
            """;

    private final Path work;

    /** @param work an empty folder to compile in */
    PluginZips(Path work) {
        this.work = work;
    }

    /**
     * A plugin zip.
     *
     * @param id the plugin's id, also the name of its package
     * @param architecture its network
     * @param statement runs first when the network is asked who it is; may throw
     */
    Path zip(Path folder, String id, String architecture, String statement) throws IOException {
        return zip(folder, id, architecture, statement, "");
    }

    /** @param properties more lines of its {@code plugin.properties} */
    Path zip(Path folder, String id, String architecture, String statement, String properties) throws IOException {
        Path classes = compile(id, NETWORK.formatted(id, architecture, statement), LIBRARY.formatted(id));
        Path index = Files.createDirectories(classes.resolve("META-INF")).resolve("extensions.idx");
        Files.writeString(index, id + ".Net\n");
        Path jar = work.resolve(id + ".jar");
        pack(jar, classes, "");
        Path zip = Files.createDirectories(folder).resolve("graft-" + id + "-1.0.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, "plugin.properties", ("plugin.id=" + id + "\nplugin.version=1.2.3\n" + properties).getBytes(StandardCharsets.ISO_8859_1));
            put(out, "lib/" + id + ".jar", Files.readAllBytes(jar));
        }
        return zip;
    }

    /** A plugin zip of files alone, whose train action is a command. */
    Path filesAlone(Path zip, String id, String architecture) throws IOException {
        Files.createDirectories(zip.getParent());
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, "plugin.properties", bytes("plugin.id=" + id + "\nplugin.version=1.2.3\n"));
            put(out, "network.yaml", bytes(FILES_ALONE.formatted(architecture)));
            put(out, "specs.yaml", bytes("actions:\n  train:\n    parameters: {}\n"));
            put(out, "run.sh", bytes("exit 0\n"));
        }
        return zip;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A plugin zip with one more file in it. */
    static void add(Path zip, Path target, String name) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, name, Files.readAllBytes(zip));
        }
    }

    private Path compile(String id, String... sources) throws IOException {
        Path source = Files.createDirectories(work.resolve(id + "-src"));
        Path classes = Files.createDirectories(work.resolve(id + "-classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (int number = 0; number < sources.length; number++) {
            Path folder = Files.createDirectories(source.resolve(Integer.toString(number)));
            String name = sources[number].contains("class Net ") ? "Net.java" : "Library.java";
            arguments.add(Files.writeString(folder.resolve(name), sources[number]).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the plugin " + id + " does not compile");
        }
        return classes;
    }

    private static void pack(Path target, Path folder, String prefix) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> walk = Files.walk(folder)) {
            for (Path entry : walk.filter(Files::isRegularFile).toList()) {
                put(out, prefix + folder.relativize(entry).toString().replace('\\', '/'), Files.readAllBytes(entry));
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
