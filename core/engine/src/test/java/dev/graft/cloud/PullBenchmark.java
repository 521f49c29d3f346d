// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The two processes of {@code dist/benchmarks/pull.sh}: an S3 server with many small files, and a pull from it. */
final class PullBenchmark {

    private static final int FOLDERS = 100;

    private PullBenchmark() {}

    /** {@code serve FOLDER FILES} or {@code pull SPECIFICS WORK}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        } else {
            pull(arguments[1], Path.of(arguments[2]));
        }
    }

    private static void serve(Path folder, int files) throws InterruptedException {
        S3Store store = new S3Store(folder);
        for (int i = 0; i < files; i++) {
            store.put("data/" + i % FOLDERS + "/" + i + ".txt", "image " + i);
        }
        System.out.println(store.specifics("data"));
        new CountDownLatch(1).await();
    }

    private static void pull(String specifics, Path work) throws IOException {
        CloudDetails details = new CloudDetails(
                Optional.of(CloudType.SELF_HOSTED), Optional.of(CloudFileType.FOLDER), Optional.of(new JsonMapper().readTree(specifics)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        long start = System.nanoTime();
        try (CloudSource source = S3Store.sources().open(details, "dataset")) {
            new FolderPull(work, source, new PullLimits(2_000_000, 1L << 40, 8), RetryPolicy.standard(), threads, count -> {
                        System.out.printf(
                                "%4d s %7d of %d files, resident %s%n",
                                (System.nanoTime() - start) / 1_000_000_000, count.files(), count.totalFiles(), resident());
                        return true;
                    })
                    .run();
        } finally {
            threads.shutdown();
        }
    }

    private static String resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }
}
