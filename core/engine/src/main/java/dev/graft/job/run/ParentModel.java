// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.CheckpointEpochs;
import dev.graft.spi.Action;
import dev.graft.spi.network.CheckpointRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the model that a job has made. */
final class ParentModel {

    private static final int DEPTH = 3;

    private ParentModel() {}

    /**
     * The checkpoint of a training by the experiment's {@code checkpoint_choose_method}; where it names an epoch that has no checkpoint,
     * or none, the latest.
     */
    static Optional<Path> ofTraining(
            Path results, CheckpointRule rule, CheckpointChooseMethod method, CheckpointEpochs epochs, UUID jobId) {
        Checkpoints checkpoints = Checkpoints.in(results, rule);
        OptionalLong epoch = switch (method) {
            case LATEST_MODEL -> checkpoints.latestEpoch();
            case BEST_MODEL -> epochs.of(method, jobId).isPresent() ? epochs.of(method, jobId) : checkpoints.markedBest();
            case FROM_EPOCH_NUMBER -> epochs.of(method, jobId);
        };
        Optional<Path> chosen = epoch.isPresent() ? checkpoints.ofEpoch(epoch.getAsLong()) : Optional.empty();
        return chosen.or(checkpoints::latest);
    }

    /** The model of any other action: what it pruned, exported or built. */
    static Optional<Path> ofOther(Path results, Action action, Optional<CheckpointRule> rule) {
        return switch (action) {
            case PRUNE -> endingWith(
                    results, rule.map(CheckpointRule::extensions).orElse(List.of()), name -> name.startsWith("pruned_model"));
            case EXPORT -> endingWith(results, List.of(".onnx", ".etlt", ".uff"), name -> true);
            case GEN_TRT_ENGINE, TRTEXEC -> endingWith(results, List.of(".engine"), name -> true);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> endingWith(
            Path results, List<String> extensions, Predicate<String> names) {
        if (!Files.isDirectory(results)) {
            return Optional.empty();
        }
        try (Stream<Path> walk = Files.walk(results, DEPTH)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            return extensions.stream()
                    .flatMap(extension -> files.stream()
                            .filter(file -> file.getFileName().toString().endsWith(extension))
                            .filter(file -> names.test(file.getFileName().toString())))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the results in " + results + " cannot be listed", e);
        }
    }
}
