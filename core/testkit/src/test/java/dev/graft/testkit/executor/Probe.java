// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;

/** A worker's main class that prints what it can see and do. */
public final class Probe {

    private Probe() {}

    public static void main(String[] arguments) throws Exception {
        WorkerJob job = WorkerJob.read(Path.of(arguments[0]));
        Path input = Path.of(job.specs().path("input").asText());
        System.out.println("user " + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        System.out.println("network " + Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .map(NetworkInterface::getName)
                .sorted()
                .collect(Collectors.joining(",")));
        System.out.println("input " + Files.readString(input.resolve("1.txt")) + " " + writable(input.resolve("2.txt")));
        System.out.println("results " + writable(job.resultsDir().resolve("2.txt")));
        System.out.println("temporary " + writable(Path.of(System.getenv("TMPDIR"), "2.txt")));
        System.out.println("capabilities " + Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff"))
                .map(line -> line.replaceAll("CapEff:\\s*0*", ""))
                .collect(Collectors.joining()) + ".");
        System.out.println("hidden " + Files.exists(Path.of(job.specs().path("hidden").asText())));
    }

    private static String writable(Path file) {
        try {
            Files.writeString(file, "new");
            return "writable";
        } catch (IOException e) {
            return "read only";
        }
    }
}
