// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.StatusFile;
import dev.graft.torchkit.worker.StopSignal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.logging.Logger;

/** Tells how far an action has come, at most once a second, and stops it when it is asked to. Not thread safe. */
final class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class.getName());
    private static final long BETWEEN_LINES = Duration.ofSeconds(1).toNanos();

    private final StatusFile status;
    private final StopSignal stop;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long done;

    /**
     * The progress of one piece of work.
     *
     * @param what the things that are counted, for example {@code pictures}
     * @param total how many there are
     */
    Progress(StatusFile status, StopSignal stop, String what, long total) {
        this.status = status;
        this.stop = stop;
        this.what = what;
        this.total = total;
    }

    /**
     * One more is done.
     *
     * @throws dev.graft.torchkit.worker.StopRequestedException if someone asked to stop
     */
    void step() {
        stop.check();
        done++;
        long now = System.nanoTime();
        if (now - lastLine >= BETWEEN_LINES) {
            lastLine = now;
            tell(now);
        }
    }

    private void tell(long now) {
        String message = String.format(Locale.ROOT, "%d of %d %s (%.0f %%).", done, total, what, 100.0 * done / total);
        Duration left = Duration.ofNanos((long) ((double) (now - start) / done * Math.max(0, total - done)));
        LOG.info(message);
        status.append(new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(left),
                Map.of(),
                Map.of(),
                Map.of(),
                OptionalDouble.empty()));
    }
}
