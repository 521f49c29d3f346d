// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.executor.Attempt;
import dev.graft.executor.WorkerEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered on disk about one attempt for a later server: that its container was made, how long log and status file were when it
 * started, that its time was over or it was killed, and how it ended.
 *
 * @param folder the attempt's folder
 */
record ContainerFiles(Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

    static ContainerFiles of(Attempt attempt) {
        return new ContainerFiles(attempt.files());
    }

    void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the attempt's folder " + folder + " cannot be made", e);
        }
    }

    /**
     * What was there when the container was about to be started; only its own output was added since.
     *
     * @param work what was asked for, as far as a later server has to know
     */
    record Start(long logSize, long statusSize, Traces work) {}

    /**
     * Where the traces of the work go.
     *
     * @param resultsDir the results
     * @param statusFile the status lines
     * @param logFile the log
     * @param timeLimitSeconds how long it may run
     * @param memoryLimited whether its memory is limited
     * @param writesOwnStatus whether the worker itself writes to the status file; else its lines are found among the results
     */
    record Traces(Path resultsDir, Path statusFile, Path logFile, OptionalLong timeLimitSeconds, boolean memoryLimited, boolean writesOwnStatus) {}

    void started(Start start) {
        write("start", toJson(start));
    }

    Optional<Start> start() {
        return read("start").map(text -> fromJson(text, Start.class));
    }

    void markOverrun() {
        write("overrun", "");
    }

    boolean overrun() {
        return read("overrun").isPresent();
    }

    void markKilled() {
        write("killed", "");
    }

    boolean killed() {
        return read("killed").isPresent();
    }

    void ended(WorkerEnd end) {
        write("end", toJson(end));
    }

    Optional<WorkerEnd> end() {
        return read("end").map(text -> fromJson(text, WorkerEnd.class));
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Path unfinished = Files.writeString(folder.resolve(name + ".new"), text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private Optional<String> read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values cannot fail to be written", e);
        }
    }

    private static <T> T fromJson(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an attempt's file is damaged: " + text, e);
        }
    }
}
