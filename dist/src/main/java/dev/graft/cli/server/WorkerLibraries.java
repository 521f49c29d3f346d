// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The worker's native libraries (libtorch, OpenBLAS, OpenCV), unpacked from their jars into {@code worker/cache}, where every worker finds
 * them: some 400 MB that the first job of a new data folder would otherwise unpack anew.
 *
 * @param home the distribution
 */
record WorkerLibraries(Path home) {

    /** Classes of the JavaCPP presets; loading one unpacks its libraries. */
    private static final List<String> PRESETS = List.of(
            "org.bytedeco.openblas.global.openblas",
            "org.bytedeco.pytorch.global.torch",
            "org.bytedeco.opencv.global.opencv_core",
            "org.bytedeco.opencv.global.opencv_imgproc",
            "org.bytedeco.opencv.global.opencv_imgcodecs");

    /** In a process of its own, on the worker's class path: loads the classes that it is given. */
    static final class Loading {

        private Loading() {}

        public static void main(String[] classes) throws ClassNotFoundException {
            for (String each : classes) {
                Class.forName(each);
            }
        }
    }

    /** Unpacks them; those that are there already stay. */
    void unpack() {
        Path cache = home.resolve("worker").resolve("cache");
        String classPath = home.resolve("worker").resolve("lib") + "/*:" + home.resolve("cli") + "/*";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                "-cp", classPath,
                Loading.class.getName());
        builder.command().addAll(PRESETS);
        try {
            Files.createDirectories(cache);
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new ServerFailure("The worker's native libraries cannot be loaded:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The worker's native libraries cannot be unpacked to " + cache, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted while unpacking the worker's native libraries.", e);
        }
    }
}
