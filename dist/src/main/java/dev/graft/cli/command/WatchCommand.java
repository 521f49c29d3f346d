// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import dev.graft.cli.client.GraftApi;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graft watch} and {@code graft job watch}. */
@Command(
        name = "watch",
        description = "Watches a job until it ends and draws its metric as it comes; ends with 0 only if the job is Done.")
public final class WatchCommand implements Callable<Integer> {

    @Mixin
    private JobTarget target;

    @Mixin
    private Output output;

    @Option(names = "--metric", paramLabel = "NAME", description = "What to draw (default: the first metric of evaluation, else the loss).")
    private String metric;

    @Override
    public Integer call() {
        GraftApi api = target.api();
        return new JobWatch(api, target.find(api), Optional.ofNullable(metric), output).run();
    }
}
