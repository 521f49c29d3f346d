// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells those who follow a job that there is something new: its state, its result, its status lines or its log. A job that nobody follows
 * any more is forgotten.
 */
@ApplicationScoped
public class LogSignals {

    private final Map<UUID, WeakReference<LogSignal>> signals = new ConcurrentHashMap<>();
    private final Map<UUID, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /** Somebody's wish to be told; ends when it is closed, which may be repeated. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Tells the listener whenever there may be something new, until the answer is closed.
     *
     * @param listener called by the thread that brings the news, so it must return at once
     */
    public Listening listen(UUID jobId, Runnable listener) {
        // A wrapper of its own, so that one listener twice is two.
        Runnable mine = listener::run;
        listeners.compute(jobId, (id, all) -> {
            List<Runnable> more = all == null ? new CopyOnWriteArrayList<>() : all;
            more.add(mine);
            return more;
        });
        return () -> listeners.computeIfPresent(jobId, (id, all) -> {
            all.remove(mine);
            return all.isEmpty() ? null : all;
        });
    }

    /** How many listen, to any job. */
    public int listening() {
        return listeners.values().stream().mapToInt(List::size).sum();
    }

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

    /** Tells those who follow a job to look again. */
    public void ring(UUID jobId) {
        signals.computeIfPresent(jobId, (id, known) -> {
            LogSignal signal = known.get();
            if (signal != null) {
                signal.ring();
            }
            return signal == null ? null : known;
        });
        listeners.getOrDefault(jobId, List.of()).forEach(Runnable::run);
    }

    void stateChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStateChanged change) {
        ring(change.jobId());
    }

    void resultChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobResultChanged change) {
        ring(change.jobId());
    }
}
