// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.archive.FileTree;
import dev.graft.automl.chart.ChartFiles;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResult;
import dev.graft.job.run.ArtifactPacker;
import dev.graft.job.run.Checkpoints;
import dev.graft.job.run.TrainedEpochs;
import dev.graft.spi.network.CheckpointRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is made of a search when its trials have ended: {@code best_model/} with the best trial's checkpoint, its specs and the search's record,
 * the pictures, and the archive of all that. Every part can be repeated until the search's job is Done, as the best trial keeps its own
 * checkpoint.
 */
@ApplicationScoped
public class SearchEnd {

    /** The folder that jobs which follow the search take their model from. */
    static final String BEST_MODEL = "best_model";

    /** The search's record, named as in the TAO API. */
    static final String RECORD = "controller.json";

    static final String SPECS = "specs.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final JobRepository jobs;
    private final JobFiles files;
    private final TrialFiles trialFiles;
    private final TrainedEpochs epochs;

    /** For the container's proxy. */
    protected SearchEnd() {
        this(null, null, null, null);
    }

    @Inject
    public SearchEnd(JobRepository jobs, JobFiles files, TrialFiles trialFiles, TrainedEpochs epochs) {
        this.jobs = jobs;
        this.files = files;
        this.trialFiles = trialFiles;
        this.epochs = epochs;
    }

    /**
     * Stores what a search has found.
     *
     * @param result what its job tells
     * @throws IOException if the disk refuses, or the best trial left no checkpoint
     */
    ArtifactStats finish(Job search, SearchState state, JobResult result) throws IOException {
        SearchTrial best = state.best().orElseThrow();
        JobFolder folder = files.of(search);
        TrialFiles.makePrivate(folder.root());
        storeBest(search, state, best, folder);
        draw(state, folder.results().resolve("pictures"));
        epochs.remember(search, result);
        ArtifactStats stats = ArtifactPacker.pack(folder);
        if (state.plan().settings().deleteCheckpoints()) {
            state.trials().forEach(trial -> trialFiles.deleteModels(
                    search, trial, trial.number() == best.number() ? TrialFiles.Keep.BEST : TrialFiles.Keep.NOTHING));
        }
        return stats;
    }

    /** Draws the charts. */
    void draw(SearchState state, Path pictures) throws IOException {
        ChartFiles.write(Charts.of(state.plan(), state.trials()), pictures);
    }

    private void storeBest(Job search, SearchState state, SearchTrial best, JobFolder folder) throws IOException {
        JobFolder source = files.of(search.org(), best.jobId());
        Path place = folder.results().resolve(BEST_MODEL);
        Path staged = folder.results().resolve("." + BEST_MODEL);
        FileTree.delete(staged);
        Files.createDirectories(staged);
        copyResults(search, best, source.results(), staged);
        Job trial = jobs.find(best.jobId()).orElseThrow(() -> new IOException("the job of the best trial was deleted"));
        Files.writeString(staged.resolve(SPECS), trial.specs().toPrettyString() + "\n");
        Files.write(staged.resolve(RECORD), JSON.writeValueAsBytes(SearchDetails.of(state.jobId(), state.plan(), state.trials())));
        FileTree.delete(place);
        Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        if (Files.exists(source.jobFile())) {
            Path copy = folder.jobFile().resolveSibling("job.json.new");
            Files.copy(source.jobFile(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, folder.jobFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The checkpoint that the score is of, and what lies beside it and is no model. */
    private void copyResults(Job search, SearchTrial best, Path results, Path staged) throws IOException {
        CheckpointRule rule = trialFiles.rule(search.architecture())
                .orElseThrow(() -> new IOException("the network does not tell how its checkpoints are named"));
        Optional<Path> checkpoint = Files.isDirectory(results) ? TrialFiles.best(Checkpoints.in(results, rule), best) : Optional.empty();
        Path model = checkpoint.orElseThrow(() -> new IOException("the best trial, number " + best.number() + ", left no checkpoint"));
        try (Stream<Path> beside = Files.list(model.getParent())) {
            List<Path> wanted = beside.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> file.equals(model) || !Checkpoints.isModel(file, rule))
                    .toList();
            for (Path file : wanted) {
                Files.copy(file, staged.resolve(file.getFileName()));
            }
        }
    }
}
