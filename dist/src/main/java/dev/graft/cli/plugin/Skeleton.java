// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.plugin;

import dev.graft.cli.ExitCode;
import dev.graft.cli.command.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * A new plugin project: a copy of one of the distribution's example plugins under another name. What it copies is built and tested as it
 * is, so that a new project starts with something that works.
 */
public final class Skeleton {

    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /** What is copied. */
    public enum Form {
        /** A network in Java. */
        JAVA("tiny-mlp"),
        /** A network of files alone, whose actions are commands. */
        YAML("line-fit");

        private final String example;

        Form(String example) {
            this.example = example;
        }
    }

    private final Path home;
    private final Form form;

    /** @param home the distribution */
    public Skeleton(Path home, Form form) {
        this.home = home;
        this.form = form;
    }

    /**
     * Writes the project.
     *
     * @param architecture name of the new network, for example {@code my_net}
     * @param javaPackage package of its classes; unused for a network of files
     * @param target folder that does not exist yet
     * @throws CommandFailure if a name is none or the folder is there
     */
    public void write(String architecture, String javaPackage, Path target) throws IOException {
        check(architecture, javaPackage, target);
        Path example = home.resolve("examples").resolve(form.example);
        if (!Files.isDirectory(example)) {
            throw new CommandFailure(ExitCode.FAILED, "The distribution at " + home + " has no " + example + "; install it anew.");
        }
        Names names = new Names(form.example, architecture, javaPackage);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(example)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !example.relativize(file).startsWith("target"))
                    .toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(names.inPath(example.relativize(file).toString()));
            Files.createDirectories(copy.getParent());
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Files.writeString(copy, names.in(text).replace("${env.GRAFT_HOME}", home.toAbsolutePath().normalize().toString()));
        }
    }

    private static void check(String architecture, String javaPackage, Path target) {
        if (!ARCHITECTURE.matcher(architecture).matches() || architecture.length() > 100) {
            throw new CommandFailure(ExitCode.USAGE, "'" + architecture + "' is no name of a network: use lower case letters, digits and _,"
                    + " a letter first, as in my_net.");
        }
        if (!javaPackage.contains(".") || !SourceVersion.isName(javaPackage)) {
            throw new CommandFailure(ExitCode.USAGE, "'" + javaPackage + "' is no name of a package; use one such as com.acme.mynet.");
        }
        if (Files.exists(target)) {
            throw new CommandFailure(ExitCode.FAILED, target + " is there already. Name another folder with --into.");
        }
    }

    /** The example's names and what they become. */
    private record Names(String example, String architecture, String javaPackage) {

        private String in(String text) {
            return text.replace("org.example." + example.replace("-", ""), javaPackage)
                    .replace("org.example", javaPackage.substring(0, javaPackage.lastIndexOf('.')))
                    .replace(example.replace('-', '_'), architecture)
                    .replace(example, architecture.replace('_', '-'))
                    .replace(className(example), className(architecture));
        }

        private String inPath(String path) {
            String folder = "org/example/" + example.replace("-", "");
            return path.replace('\\', '/').replace(folder, javaPackage.replace('.', '/')).replace(className(example), className(architecture));
        }

        private static String className(String name) {
            return Arrays.stream(name.split("[-_]"))
                    .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                    .collect(Collectors.joining());
        }
    }
}
