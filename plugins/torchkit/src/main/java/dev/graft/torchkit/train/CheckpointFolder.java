// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.torchkit.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a training: {@code epoch_<n>.pth} has the weights of an epoch, {@value #MARKS} says which is the best and which the
 * latest, and {@value #STATE} has all that it takes to go on from the last of them, or from the middle of an epoch. Only one state is kept,
 * as it is three times as large as the weights.
 */
public final class CheckpointFolder {

    /** Name of the file with the state of the training. */
    public static final String STATE = "training_state.safetensors";

    /** Name of the file that names the best and the latest checkpoint. */
    public static final String MARKS = "checkpoints.json";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final CheckpointRule rule;
    private final Pattern namePattern;

    /**
     * A folder.
     *
     * @param folder exists
     * @param rule how files are named
     */
    public CheckpointFolder(Path folder, CheckpointRule rule) {
        this.folder = folder;
        this.rule = rule;
        this.namePattern = Pattern.compile(
                "epoch" + Pattern.quote(rule.epochDelimiter()) + "(\\d+)" + Pattern.quote(rule.extensions().get(0)));
    }

    /** The file of an epoch, from 1. */
    public Path file(int epoch) {
        String digits = String.format("%0" + rule.epochDigits() + "d", epoch);
        return folder.resolve("epoch" + rule.epochDelimiter() + digits + rule.extensions().get(0));
    }

    /** The file with the state of the training, which may not exist. */
    public Path stateFile() {
        return folder.resolve(STATE);
    }

    /** The epochs that have a checkpoint, rising. */
    public List<Integer> epochs() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> namePattern.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be listed", e);
        }
    }

    /** Writes the weights of an epoch. */
    public void writeEpoch(int epoch, Checkpoint weights) {
        write(file(epoch), weights);
    }

    /** Replaces the state of the training. */
    public void writeState(Checkpoint state) {
        write(stateFile(), state);
    }

    /** Deletes all checkpoints but the newest {@code kept} and that of the best epoch. */
    public void prune(int kept, Optional<BestEpoch> best) {
        List<Integer> epochs = epochs();
        epochs.stream()
                .limit(Math.max(0, epochs.size() - kept))
                .filter(epoch -> best.filter(one -> one.epoch() == epoch).isEmpty())
                .forEach(epoch -> delete(file(epoch)));
    }

    /** Deletes the checkpoints of epochs after {@code epoch}: those of an earlier run that was not taken up there. */
    public void deleteAfter(int epoch) {
        epochs().stream().filter(later -> later > epoch).forEach(later -> delete(file(later)));
    }

    /**
     * Says which checkpoint is the best and which the latest. The best one is that of the best epoch that has a checkpoint.
     *
     * @param metric name of the key metric
     * @param best the best epoch that has a checkpoint
     */
    public void mark(String metric, Optional<BestEpoch> best) {
        ObjectNode marks = JSON.createObjectNode();
        Map<String, ObjectNode> entries = new TreeMap<>();
        best.ifPresent(epoch -> entries.put("best", entry(epoch.epoch()).put("metric", metric).put("value", epoch.value())));
        epochs().stream().reduce((first, second) -> second).ifPresent(latest -> entries.put("latest", entry(latest)));
        marks.setAll(entries);
        try {
            Path temporary = folder.resolve("." + MARKS);
            Files.writeString(temporary, marks.toPrettyString() + "\n");
            Files.move(
                    temporary,
                    folder.resolve(MARKS),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + MARKS + " in " + folder + " cannot be written", e);
        }
    }

    private ObjectNode entry(int epoch) {
        return JSON.createObjectNode().put("epoch", epoch).put("file", file(epoch).getFileName().toString());
    }

    private static void write(Path file, Checkpoint checkpoint) {
        try {
            checkpoint.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written: " + e, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be deleted", e);
        }
    }
}
