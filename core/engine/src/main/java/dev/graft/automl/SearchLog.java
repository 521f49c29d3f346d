// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.search.Proposal;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.LogSignals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a search, which people can follow as that of any job. A line that cannot be written stops no search. */
@ApplicationScoped
public class SearchLog {

    private static final Logger LOG = LoggerFactory.getLogger(SearchLog.class);

    private final JobFiles files;
    private final LogSignals signals;
    private final Clock clock;

    /** For the container's proxy. */
    protected SearchLog() {
        this(null, null, null);
    }

    @Inject
    public SearchLog(JobFiles files, LogSignals signals, Clock clock) {
        this.files = files;
        this.signals = signals;
        this.clock = clock;
    }

    void begun(Job search, SearchTrial trial, Proposal proposal) {
        write(search, "trial " + trial.number() + " (job " + trial.jobId() + ")"
                + (proposal.epochs().isPresent() ? " to epoch " + proposal.epochs().getAsInt() : "")
                + (proposal.continues().isPresent() ? " from trial " + proposal.continues().getAsInt() : "")
                + ": " + text(trial.values()));
    }

    void ended(Job search, SearchPlan plan, SearchTrial trial) {
        write(search, "trial " + trial.number()
                + (trial.score().isPresent()
                        ? (trial.stoppedEarly() ? " was stopped: " + trial.reason() : " has ended") + "; " + plan.metric().name() + " "
                                + trial.score().getAsDouble()
                        : " has failed: " + trial.reason()));
    }

    void write(Job search, String line) {
        Path log = files.of(search).log();
        try {
            TrialFiles.makePrivate(log.getParent());
            Files.writeString(
                    log, clock.instant() + " graft: " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            signals.ring(search.id());
        } catch (IOException e) {
            LOG.warn("the log of search {} cannot be written: {}", search.id(), e.toString());
        }
    }

    private static String text(Map<String, ?> values) {
        return values.entrySet().stream().map(value -> value.getKey() + "=" + value.getValue()).collect(Collectors.joining(", "));
    }
}
