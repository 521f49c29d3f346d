// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/**
 * Sends the log to standard output, which is the job's log: one line a record, UTF-8, flushed at once so that it can be followed. Of a
 * replica that is not the first only warnings are sent, as it does what the first does.
 */
final class WorkerLog {

    private static final String FORMAT = "%1$tF %1$tT %4$-7s %5$s%6$s%n";

    private WorkerLog() {}

    static void configure(Optional<Replica> replica) {
        String prefix = replica.map(own -> own + ": ").orElse("");
        System.setProperty("java.util.logging.SimpleFormatter.format", prefix + FORMAT);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new FlushingHandler(System.out));
        root.setLevel(replica.isPresent() ? Level.WARNING : Level.INFO);
    }

    private static final class FlushingHandler extends StreamHandler {

        FlushingHandler(PrintStream out) {
            super(out, new SimpleFormatter());
            try {
                setEncoding(StandardCharsets.UTF_8.name());
            } catch (java.io.UnsupportedEncodingException e) {
                throw new IllegalStateException("every Java has UTF-8", e);
            }
        }

        @Override
        public synchronized void publish(LogRecord log) {
            super.publish(log);
            flush();
        }
    }
}
