// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.cluster.Bulletin;
import dev.graft.cluster.Heartbeat;
import dev.graft.dataset.DatasetSettled;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.base.BaseModelSettled;
import dev.graft.job.JobResultChanged;
import dev.graft.job.JobState;
import dev.graft.job.JobStateChanged;
import dev.graft.job.StopRequested;
import dev.graft.job.TrialReported;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets servers hear what happens on others: an event of one is put up in its transaction and, after the commit, fired again on the others, where
 * the same observers act on it. What is missed is caught by the slow looks of scheduler and takeovers.
 */
@ApplicationScoped
public class ServerNews {

    private static final Logger LOG = LoggerFactory.getLogger(ServerNews.class);

    private final Bulletin bulletin;
    private final Heartbeat heartbeat;
    private final Scheduler scheduler;
    private final Event<Object> events;

    /** Who fires what others have put up, which must not be put up again. */
    private volatile Thread reader;

    /** For the container's proxy. */
    protected ServerNews() {
        this(null, null, null, null);
    }

    @Inject
    public ServerNews(Bulletin bulletin, Heartbeat heartbeat, Scheduler scheduler, Event<Object> events) {
        this.bulletin = bulletin;
        this.heartbeat = heartbeat;
        this.scheduler = scheduler;
        this.events = events;
    }

    void start(@Observes @Priority(StartOrder.SCHEDULER) ServerStarted started) {
        bulletin.read(this::heard, scheduler::wake);
    }

    void stateChanged(@Observes(during = TransactionPhase.IN_PROGRESS) JobStateChanged change) {
        put("state", change.jobId(), change.state(), change.org());
    }

    void resultChanged(@Observes(during = TransactionPhase.IN_PROGRESS) JobResultChanged change) {
        put("result", change.jobId());
    }

    void stopRequested(@Observes(during = TransactionPhase.IN_PROGRESS) StopRequested request) {
        put("stop", request.jobId(), request.grace());
    }

    void trialReported(@Observes(during = TransactionPhase.IN_PROGRESS) TrialReported report) {
        put("trial", report.jobId(), report.searchId());
    }

    void datasetSettled(@Observes(during = TransactionPhase.IN_PROGRESS) DatasetSettled settled) {
        put("dataset", settled.id(), settled.status(), settled.org());
    }

    void baseModelSettled(@Observes(during = TransactionPhase.IN_PROGRESS) BaseModelSettled settled) {
        put("base", settled.id());
    }

    private void put(Object... words) {
        if (!heartbeat.alone() && Thread.currentThread() != reader) {
            StringBuilder line = new StringBuilder();
            for (Object word : words) {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            bulletin.put(line.toString());
        }
    }

    /** Fires what another server has put up. */
    void heard(String line) {
        reader = Thread.currentThread();
        try {
            events.fire(event(line));
        } catch (RuntimeException e) {
            LOG.warn("what another server tells could not be acted on: {}", line, e);
        }
    }

    private static Object event(String line) {
        String[] words = line.split(" ", 4);
        UUID id = UUID.fromString(words[1]);
        return switch (words[0]) {
            case "state" -> new JobStateChanged(id, words[3], JobState.valueOf(words[2]));
            case "result" -> new JobResultChanged(id);
            case "stop" -> new StopRequested(id, Duration.parse(words[2]));
            case "trial" -> new TrialReported(id, UUID.fromString(words[2]));
            case "dataset" -> new DatasetSettled(words[3], id, PullStatus.valueOf(words[2]));
            case "base" -> new BaseModelSettled(id);
            default -> throw new IllegalArgumentException("'" + words[0] + "' is no news");
        };
    }
}
