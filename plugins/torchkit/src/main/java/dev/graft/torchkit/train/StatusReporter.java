// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.StatusFile;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Tells the status file and the log how a training goes: a status line for each epoch with its figures, one now and then inside long epochs,
 * and log lines at most twice a second.
 */
public final class StatusReporter implements TrainingListener {

    private static final Logger LOG = Logger.getLogger(StatusReporter.class.getName());
    private static final Duration BETWEEN_LOGS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final String LEARNING_RATE = "learning_rate";

    private final StatusFile status;
    private final int maxEpochs;
    private final int logEvery;
    private final KeyMetric keyMetric;
    private final Supplier<String> note;
    private long lastLog = System.nanoTime();
    private long lastLine = System.nanoTime();
    private long samplesAtLastLog;
    private long start = System.nanoTime();

    /**
     * A reporter.
     *
     * @param maxEpochs epochs in all
     * @param logEvery batches between log lines, at least 1
     * @param keyMetric the network's
     * @param note is asked at each epoch for a sentence to add, such as on skipped images; empty text for none
     */
    public StatusReporter(StatusFile status, int maxEpochs, int logEvery, KeyMetric keyMetric, Supplier<String> note) {
        this.status = status;
        this.maxEpochs = maxEpochs;
        this.logEvery = logEvery;
        this.keyMetric = keyMetric;
        this.note = note;
    }

    @Override
    public void started(Progress progress) {
        String from = progress.step() == 0
                ? "Training starts."
                : "Training goes on after epoch " + progress.epoch() + ", batch " + progress.batch() + ".";
        LOG.info(from);
        start = System.nanoTime();
        status.append(line(progress, from, Optional.empty(), OptionalDouble.empty()));
        samplesAtLastLog = progress.samples();
    }

    @Override
    public void stepDone(Progress progress, int batchesPerEpoch, double loss) {
        long now = System.nanoTime();
        boolean wanted = progress.batch() % logEvery == 0;
        if (wanted && now - lastLog >= BETWEEN_LOGS.toNanos()) {
            double perSecond = (progress.samples() - samplesAtLastLog) / ((now - lastLog) / 1e9);
            LOG.info(() -> String.format(
                    Locale.ROOT,
                    "epoch %d of %d, batch %d of %d: loss %.4f, %.1f samples/s",
                    progress.epoch() + 1,
                    maxEpochs,
                    progress.batch(),
                    batchesPerEpoch,
                    loss,
                    perSecond));
            lastLog = now;
            samplesAtLastLog = progress.samples();
        }
        if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            double part = (double) progress.batch() / batchesPerEpoch;
            String message = String.format(
                    Locale.ROOT, "Epoch %d of %d, %.0f %% done.", progress.epoch() + 1, maxEpochs, 100 * part);
            status.append(line(progress, message, Optional.empty(), OptionalDouble.of(part)));
            lastLine = now;
        }
    }

    @Override
    public void epochDone(Progress progress) {
        EpochReport report = progress.history().get(progress.history().size() - 1);
        String message = (sentence(report) + " " + note.get()).strip();
        LOG.info(message);
        status.append(line(progress, message, Optional.of(report), OptionalDouble.empty()));
        lastLine = System.nanoTime();
        lastLog = lastLine;
        samplesAtLastLog = 0;
    }

    private String sentence(EpochReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Epoch %d of %d: loss %.4f, learning rate %.3g",
                report.epoch(),
                maxEpochs,
                report.loss(),
                report.learningRate()));
        report.evaluation().ifPresent(evaluation -> evaluation.kpi().forEach(
                (name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4f", name, value))));
        return text.append(String.format(Locale.ROOT, " (%.1f s).", report.seconds())).toString();
    }

    private StatusLine line(Progress progress, String message, Optional<EpochReport> report, OptionalDouble partOfEpoch) {
        Optional<Double> mean = meanSeconds(progress, partOfEpoch);
        double left = maxEpochs - progress.epoch() - partOfEpoch.orElse(0);
        Optional<Evaluation> evaluation = report.flatMap(EpochReport::evaluation);
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                OptionalLong.of(progress.epoch()),
                OptionalLong.of(maxEpochs),
                mean.map(StatusReporter::duration),
                mean.map(seconds -> duration(seconds * left)),
                evaluation.map(Evaluation::kpi).orElse(Map.of()),
                report.map(StatusReporter::curves).orElse(Map.of()),
                evaluation.map(Evaluation::categorical).orElse(Map.of()),
                report.map(one -> one.metric(keyMetric.name())).orElse(OptionalDouble.empty()));
    }

    /** Mean time of an epoch; within the first one, what it will take at its speed so far. */
    private Optional<Double> meanSeconds(Progress progress, OptionalDouble partOfEpoch) {
        OptionalDouble mean = progress.history().stream().mapToDouble(EpochReport::seconds).average();
        if (mean.isPresent()) {
            return Optional.of(mean.getAsDouble());
        }
        return partOfEpoch.isPresent()
                ? Optional.of((System.nanoTime() - start) / 1e9 / partOfEpoch.getAsDouble())
                : Optional.empty();
    }

    private static Map<String, Double> curves(EpochReport report) {
        Map<String, Double> curves = new LinkedHashMap<>();
        curves.put(EpochReport.LOSS, report.loss());
        curves.put(LEARNING_RATE, report.learningRate());
        report.evaluation().ifPresent(evaluation -> curves.putAll(evaluation.kpi()));
        return curves;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
