// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The root file system of an image made from this machine's own Java and the libraries that it is linked with. */
final class JavaImage {

    private static final String MODULES = "java.base,java.logging,java.xml,java.management";
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+)\\s+\\(0x[0-9a-f]+\\)");

    private JavaImage() {}

    /** Packs the image. */
    static Path tar(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("image"));
        Path java = root.resolve("opt/java");
        Files.createDirectories(java.getParent());
        Programs.run(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules", MODULES,
                "--strip-debug", "--no-man-pages", "--no-header-files",
                "--output", java.toString());
        for (String library : libraries(java)) {
            Path copy = root.resolve(library.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(library).toRealPath(), copy);
        }
        Files.createDirectories(root.resolve("bin"));
        Files.createSymbolicLink(root.resolve("bin/java"), Path.of("/opt/java/bin/java"));
        Files.createDirectories(root.resolve("tmp"));
        Path tar = folder.resolve("image.tar");
        Programs.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        return tar;
    }

    private static Set<String> libraries(Path java) throws IOException {
        List<Path> binaries;
        try (Stream<Path> walk = Files.walk(java)) {
            binaries = walk.filter(file -> file.endsWith("bin/java") || file.toString().endsWith(".so")).toList();
        }
        Set<String> libraries = new TreeSet<>();
        for (Path binary : binaries) {
            Matcher matcher = LIBRARY.matcher(Programs.run("ldd", binary.toString()));
            matcher.results().map(found -> found.group(1)).filter(path -> !path.startsWith(java.toString())).forEach(libraries::add);
        }
        return libraries;
    }
}
