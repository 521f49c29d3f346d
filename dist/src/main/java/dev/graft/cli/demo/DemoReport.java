// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import dev.graft.cli.client.JobView;
import dev.graft.cli.output.Quantities;
import dev.graft.cli.output.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the demonstration came to.
 *
 * @param steps what was done, in order
 * @param accuracy top-1 on the test digits, 0 to 1
 * @param total from the start of the server to the last download
 * @param pictures folder of the annotated pictures and the predictions
 */
record DemoReport(List<Step> steps, double accuracy, Duration total, Path pictures) {

    /**
     * One thing done.
     *
     * @param name of the step
     * @param time that it took
     * @param size of what it made, for people; a dash for nothing
     * @param words what came of it
     */
    record Step(String name, Duration time, String size, String words) {

        static Step of(JobView job, Duration time, String words) {
            String size = job.artifactSize().isPresent() ? Quantities.bytes(job.artifactSize().getAsLong()) : "-";
            return new Step(job.action(), time, size, words);
        }
    }

    DemoReport {
        steps = List.copyOf(steps);
    }

    List<String> lines() {
        Table table = new Table("STEP", "TIME", "ARTIFACTS", "RESULT");
        for (Step step : steps) {
            table.row(step.name(), Quantities.time(step.time()), step.size(), step.words());
        }
        table.row("in all", Quantities.time(total), "", String.format(Locale.ROOT, "top-1 accuracy %.4f", accuracy));
        table.row("pictures", "", "", pictures.toString());
        return table.lines();
    }
}
