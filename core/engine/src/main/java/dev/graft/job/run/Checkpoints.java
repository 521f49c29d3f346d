// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.network.CheckpointRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints in a job's results, found by name as TAO 5.3 finds them: in {@code best_model/} if a search left any there, else in
 * {@code weights/}, else in {@code train/}, else in the folder itself. The epoch is the number after the last delimiter. A file {@code checkpoints.json} beside them, which torchkit
 * writes ({@code {"best": {"epoch": n}, "latest": {"epoch": n}}}), says which is which.
 */
public final class Checkpoints {

    private static final String MARKS = "checkpoints.json";
    private static final String STATE_PREFIX = "training_state.";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final CheckpointRule rule;
    private final Pattern epochPattern;
    private final List<Entry> entries;

    private record Entry(long epoch, Path file, int preference) {}

    private Checkpoints(Path folder, CheckpointRule rule) {
        this.folder = folder;
        this.rule = rule;
        this.epochPattern = Pattern.compile(".*" + Pattern.quote(rule.epochDelimiter()) + "(\\d{1,9})");
        this.entries = list();
    }

    /** The checkpoints in a results folder, which may be missing. */
    public static Checkpoints in(Path results, CheckpointRule rule) {
        return folders(results)
                .map(folder -> new Checkpoints(folder, rule))
                .filter(found -> !found.entries.isEmpty() || found.folder.equals(results))
                .findFirst()
                .orElseThrow();
    }

    /** The checkpoint of an epoch; the preferred file name ending first. */
    public Optional<Path> ofEpoch(long epoch) {
        return entries.stream()
                .filter(entry -> entry.epoch == epoch)
                .min(Comparator.comparingInt(Entry::preference))
                .map(Entry::file);
    }

    /** The checkpoint of the last epoch. */
    public Optional<Path> latest() {
        return latestEpoch().isPresent() ? ofEpoch(latestEpoch().getAsLong()) : Optional.empty();
    }

    /** The last epoch that has a checkpoint. */
    public OptionalLong latestEpoch() {
        return entries.stream().mapToLong(Entry::epoch).max();
    }

    /** The best epoch as the trainer has marked it; empty if it marked none that has a checkpoint. */
    OptionalLong markedBest() {
        Path marks = folder.resolve(MARKS);
        if (!Files.isRegularFile(marks)) {
            return OptionalLong.empty();
        }
        try {
            JsonNode epoch = JSON.readTree(marks.toFile()).path("best").path("epoch");
            return epoch.isIntegralNumber() && ofEpoch(epoch.longValue()).isPresent()
                    ? OptionalLong.of(epoch.longValue())
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the marks " + marks + " cannot be read", e);
        }
    }

    /** What a training goes on from: the state that it stored when it was interrupted, else its latest checkpoint. */
    public static Optional<Path> toResume(Path results, CheckpointRule rule) {
        return folders(results)
                .flatMap(folder -> files(folder).stream())
                .filter(file -> file.getFileName().toString().startsWith(STATE_PREFIX))
                .findFirst()
                .or(() -> in(results, rule).latest());
    }

    /** Whether a file is a checkpoint, or the state that a training goes on from. */
    public static boolean isModel(Path file, CheckpointRule rule) {
        String name = file.getFileName().toString();
        return name.startsWith(STATE_PREFIX) || rule.extensions().stream().anyMatch(name::endsWith);
    }

    private List<Entry> list() {
        List<Entry> found = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            for (int preference = 0; preference < rule.extensions().size(); preference++) {
                String extension = rule.extensions().get(preference);
                Matcher epoch = epochPattern.matcher(name.endsWith(extension) ? stem(name, extension) : "");
                if (epoch.matches()) {
                    found.add(new Entry(Long.parseLong(epoch.group(1)), file, preference));
                }
            }
        }
        return found;
    }

    private static Stream<Path> folders(Path results) {
        return Stream.of(results.resolve("best_model"), results.resolve("weights"), results.resolve("train"), results);
    }

    private static String stem(String name, String extension) {
        return name.substring(0, name.length() - extension.length());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be listed", e);
        }
    }
}
