// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The signals of the logs that somebody follows; one that nobody follows any more is forgotten. */
@ApplicationScoped
public class LogSignals {

    private final Map<UUID, WeakReference<LogSignal>> signals = new ConcurrentHashMap<>();

    /** The signal of a job's log, the same for all who follow it. */
    LogSignal of(UUID jobId) {
        LogSignal[] found = new LogSignal[1];
        signals.compute(jobId, (id, known) -> {
            LogSignal signal = known == null ? null : known.get();
            found[0] = signal == null ? new LogSignal() : signal;
            return signal == null ? new WeakReference<>(found[0]) : known;
        });
        return found[0];
    }

    /** Tells those who follow a job's log to look again. */
    public void ring(UUID jobId) {
        signals.computeIfPresent(jobId, (id, known) -> {
            LogSignal signal = known.get();
            if (signal != null) {
                signal.ring();
            }
            return signal == null ? null : known;
        });
    }

    void stateChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStateChanged change) {
        ring(change.jobId());
    }
}
