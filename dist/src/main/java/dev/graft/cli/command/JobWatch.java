// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.ExitCode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobFollowing;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.Poll;
import dev.graft.cli.output.Chart;
import dev.graft.cli.output.Progress;
import dev.graft.cli.output.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows a job until it ends. On a terminal the chart is drawn anew in place; elsewhere every change is one line, and the chart comes
 * once, at the end.
 */
final class JobWatch {

    private static final Chart CHART = new Chart(60, 12);
    private static final String LINES_UP = "\u001b[%dF\u001b[J";

    private final GraftApi api;
    private final JobRef job;
    private final Optional<String> metric;
    private final Output output;
    private List<String> shown = List.of();

    JobWatch(GraftApi api, JobRef job, Optional<String> metric, Output output) {
        this.api = api;
        this.job = job;
        this.metric = metric;
        this.output = output;
    }

    /** Watches; the exit code says whether the job ended well. */
    int run() {
        boolean inPlace = Progress.onTerminal() && !output.asJson();
        JsonNode last = new JobFollowing(api, job, Poll.GENTLE).until(json -> new JobView(json).ended(), json -> {
            if (!output.asJson()) {
                show(new JobView(json), inPlace);
            }
        });
        JobView end = new JobView(last);
        if (output.asJson()) {
            output.out().println(last.toPrettyString());
        } else if (!inPlace) {
            chart(end).forEach(output.out()::println);
        }
        output.out().flush();
        return end.done() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void show(JobView view, boolean inPlace) {
        List<String> lines = new ArrayList<>(inPlace ? chart(view) : List.of());
        lines.add(line(view));
        if (lines.equals(shown)) {
            return;
        }
        if (inPlace && !shown.isEmpty()) {
            output.out().printf(LINES_UP, shown.size());
        }
        lines.forEach(output.out()::println);
        output.out().flush();
        shown = lines;
    }

    private List<String> chart(JobView view) {
        return metric.or(() -> view.metrics().stream().findFirst())
                .filter(name -> !view.series(name).isEmpty())
                .map(name -> CHART.draw(name, view.series(name)))
                .orElse(List.of());
    }

    private static String line(JobView view) {
        StringBuilder line = new StringBuilder(view.action()).append("  ").append(view.status());
        view.epoch().ifPresent(epoch -> line.append("  epoch ").append(epoch));
        view.maxEpoch().ifPresent(max -> line.append('/').append(max));
        line.append(view.metrics().stream()
                .filter(name -> view.last(name).isPresent())
                .map(name -> "  " + name + " " + Quantities.metric(view.last(name).getAsDouble()))
                .collect(Collectors.joining()));
        if (!view.ended()) {
            view.eta().ifPresent(eta -> line.append("  ").append(eta).append(" to go"));
        }
        if (!view.message().isBlank()) {
            line.append("  ").append(view.message().lines().findFirst().orElse(""));
        }
        return line.toString();
    }
}
