// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.archive.FileTree;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.run.Checkpoints;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.network.CheckpointRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of trials: checkpoints that the next rung goes on from, and those that nobody needs any more. */
@ApplicationScoped
public class TrialFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TrialFiles.class);

    private final JobFiles files;
    private final NetworkRegistry networks;

    /** For the container's proxy. */
    protected TrialFiles() {
        this(null, null);
    }

    @Inject
    public TrialFiles(JobFiles files, NetworkRegistry networks) {
        this.files = files;
        this.networks = networks;
    }

    /** How the checkpoints of a search are named. */
    Optional<CheckpointRule> rule(String architecture) {
        return networks.find(architecture).flatMap(plugin -> plugin.network().checkpoint());
    }

    /** Which epochs of a trial have a checkpoint. */
    LongPredicate checkpoints(String architecture, String org, UUID jobId) {
        Optional<Checkpoints> found = rule(architecture).map(rule -> Checkpoints.in(files.of(org, jobId).results(), rule));
        return epoch -> found.flatMap(checkpoints -> checkpoints.ofEpoch(epoch)).isPresent();
    }

    /**
     * Gives a trial that is not stored yet the checkpoint, the marks and the status lines of the one that it continues, so that it starts as
     * a job does that was interrupted. Can be repeated.
     *
     * @param search the search's job
     * @return whether there is a checkpoint to go on from
     */
    boolean handOn(Job search, UUID from, UUID to) {
        Optional<CheckpointRule> rule = rule(search.architecture());
        JobFolder source = files.of(search.org(), from);
        JobFolder target = files.of(search.org(), to);
        Optional<Path> state = rule.flatMap(found -> Checkpoints.toResume(source.results(), found));
        if (state.isEmpty()) {
            return false;
        }
        try {
            FileTree.delete(target.root());
            makePrivate(target.root());
            Path place = target.results().resolve(source.results().relativize(state.get().getParent()));
            Files.createDirectories(place);
            for (Path file : needed(state.get(), Checkpoints.in(source.results(), rule.get()), rule.get())) {
                Files.copy(file, place.resolve(file.getFileName()));
            }
            if (Files.exists(source.status())) {
                Files.copy(source.status(), target.status());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of trial job " + from + " cannot be handed on to " + to, e);
        }
    }

    /** The latest checkpoint, and everything beside it that is none, such as the stored state and the marks. */
    private static List<Path> needed(Path state, Checkpoints checkpoints, CheckpointRule rule) throws IOException {
        OptionalLong latest = checkpoints.latestEpoch();
        Optional<Path> kept = latest.isPresent() ? checkpoints.ofEpoch(latest.getAsLong()) : Optional.empty();
        try (Stream<Path> all = Files.list(state.getParent())) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> file.equals(state) || kept.filter(file::equals).isPresent() || !Checkpoints.isModel(file, rule))
                    .toList();
        }
    }

    /** Deletes the checkpoints of a trial, but for those that are still needed; what cannot be deleted is logged and left. */
    void deleteModels(Job search, SearchTrial trial, Keep keep) {
        Optional<CheckpointRule> rule = rule(search.architecture());
        Path results = files.of(search.org(), trial.jobId()).results();
        if (rule.isEmpty() || !Files.isDirectory(results)) {
            return;
        }
        Set<Path> kept = kept(results, rule.get(), trial, keep);
        try (Stream<Path> walk = Files.walk(results)) {
            for (Path file : walk.filter(Files::isRegularFile).filter(file -> Checkpoints.isModel(file, rule.get())).toList()) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("checkpoints of trial {} of search {} remain: {}", trial.number(), search.id(), e.toString());
        }
    }

    /** What of a trial is still needed. */
    enum Keep {
        NOTHING,
        /** The checkpoint of the epoch that its score is of. */
        BEST,
        /** That, and what the next rung goes on from. */
        BEST_AND_LATEST
    }

    private static Set<Path> kept(Path results, CheckpointRule rule, SearchTrial trial, Keep keep) {
        Checkpoints checkpoints = Checkpoints.in(results, rule);
        Optional<Path> best = keep == Keep.NOTHING ? Optional.empty() : best(checkpoints, trial);
        Stream<Path> latest = keep == Keep.BEST_AND_LATEST
                ? Stream.concat(checkpoints.latest().stream(), Checkpoints.toResume(results, rule).stream())
                : Stream.empty();
        return Stream.concat(best.stream(), latest).collect(Collectors.toSet());
    }

    /** The checkpoint that a trial's score is of; the latest where that epoch has none. */
    static Optional<Path> best(Checkpoints checkpoints, SearchTrial trial) {
        Optional<Path> scored =
                trial.bestEpoch().isPresent() ? checkpoints.ofEpoch(trial.bestEpoch().getAsLong()) : Optional.empty();
        return scored.or(checkpoints::latest);
    }

    /** Makes a job's folder, for the server's user alone. */
    static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
