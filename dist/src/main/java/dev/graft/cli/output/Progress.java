// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on the standard error. Where that is no terminal (a file, a build's log) a bar is noise: then only its end is told, in
 * one line.
 */
public final class Progress implements AutoCloseable {

    private static final int BAR_WIDTH = 100;
    private static final int UPDATE_MILLIS = 200;

    private final String task;
    private final ProgressBar bar;

    private Progress(String task, ProgressBar bar) {
        this.task = task;
        this.bar = bar;
    }

    /** A bar over bytes; {@code total} is -1 while unknown. */
    public static Progress ofBytes(String task, long total) {
        return new Progress(task, builder(task, total).setUnit(" MiB", 1 << 20).build());
    }

    /** A bar over steps such as epochs; {@code total} is -1 while unknown. */
    public static Progress ofSteps(String task, long total) {
        return new Progress(task, builder(task, total).build());
    }

    /** Whether people see a terminal. */
    public static boolean onTerminal() {
        return System.console() != null;
    }

    /** How far it is. */
    public void at(long done, long total) {
        bar.maxHint(total);
        bar.stepTo(done);
    }

    /** A few words behind the bar. */
    public void say(String words) {
        bar.setExtraMessage(words);
    }

    @Override
    public void close() {
        bar.close();
        if (!onTerminal()) {
            String words = bar.getExtraMessage() == null ? "" : "  " + bar.getExtraMessage().strip();
            System.err.println(task + words);
        }
    }

    private static ProgressBarBuilder builder(String task, long total) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(BAR_WIDTH)
                .setStyle(ProgressBarStyle.ASCII);
        return onTerminal()
                ? builder.setConsumer(new ConsoleProgressBarConsumer(System.err))
                : builder.setConsumer(new Silence());
    }

    /** Swallows a bar that nobody sees. */
    private static final class Silence implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return BAR_WIDTH;
        }

        @Override
        public void accept(String rendered) {}

        @Override
        public void close() {}
    }
}
