// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This machine, whose slots several executors share: each work goes to the first of them that can run its plan. Which one it was is
 * remembered in the attempt's folder before anything starts.
 */
public final class MachineExecutor implements Executor {

    private static final String CHOICE = "executor";

    private final List<Slot> slots;
    private final List<Executor> parts;

    /**
     * A machine.
     *
     * @param slots its slots
     * @param parts what runs on them, the preferred one first
     */
    public MachineExecutor(List<Slot> slots, List<Executor> parts) {
        this.slots = List.copyOf(slots);
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return LocalExecutor.NAME;
    }

    @Override
    public List<Slot> slots() {
        return slots;
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public Map<String, SlotUsage> usage() {
        return MachineUsage.of(slots);
    }

    @Override
    public boolean canRun(LaunchPlan plan) {
        return parts.stream().anyMatch(part -> part.canRun(plan));
    }

    @Override
    public Worker start(Work work) {
        Executor part = parts.stream()
                .filter(candidate -> candidate.canRun(work.plan()))
                .findFirst()
                .orElseThrow(() -> new GraftException(
                        StandardError.NO_SUCH_RESOURCES,
                        "Nothing on this machine can run action " + work.action() + " of " + work.architecture() + "."));
        remember(work.attempt(), part.name());
        return part.start(work);
    }

    @Override
    public Worker reattach(Attempt attempt) {
        Optional<Executor> chosen = choice(attempt).flatMap(name -> parts.stream().filter(part -> part.name().equals(name)).findFirst());
        return chosen.map(part -> part.reattach(attempt)).orElseGet(() -> unknown(attempt));
    }

    /** Without a choice nothing was started; what was chosen once and is not configured any more cannot be found. */
    private static Worker unknown(Attempt attempt) {
        return Worker.ended(choice(attempt).isPresent() ? WorkerEnd.lost() : WorkerEnd.neverStarted());
    }

    private static void remember(Attempt attempt, String part) {
        try {
            Files.createDirectories(attempt.files());
            Files.writeString(attempt.files().resolve(CHOICE), part);
        } catch (IOException e) {
            throw new UncheckedIOException("the attempt's folder " + attempt.files() + " cannot be written", e);
        }
    }

    private static Optional<String> choice(Attempt attempt) {
        Path file = attempt.files().resolve(CHOICE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
