// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.output;

import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.job.run.InputResolver;
import dev.graft.org.Caller;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** The single files of jobs, also of those that still run. Runs in no transaction of its own, as sending files may take long. */
@ApplicationScoped
public class JobOutputs {

    private final JobService jobs;
    private final JobFiles files;
    private final InputResolver models;

    /** For the container's proxy. */
    protected JobOutputs() {
        this(null, null, null);
    }

    @Inject
    public JobOutputs(JobService jobs, JobFiles files, InputResolver models) {
        this.jobs = jobs;
        this.files = files;
        this.models = models;
    }

    /**
     * Names of a job's files, sorted.
     *
     * @param logs whether to list the log too
     * @param specs whether to list the specs too
     */
    public List<String> list(Caller caller, JobOwner owner, UUID jobId, boolean logs, boolean specs) {
        FileList list = list(jobs.get(caller, owner, jobId));
        try {
            List<String> names = new ArrayList<>(list.results().keySet());
            if (logs) {
                list.log().map(OutputFile::name).ifPresent(names::add);
            }
            if (specs) {
                names.add(list.specs().name());
            }
            return names.stream().sorted().toList();
        } catch (IOException e) {
            throw unreadable(jobId, e);
        }
    }

    /**
     * The files of a selection, each once.
     *
     * @throws GraftException NOT_FOUND with the names that the job does not have; INVALID_REQUEST if nothing is selected
     */
    public List<OutputFile> select(Caller caller, JobOwner owner, UUID jobId, Selection selection) {
        Job job = jobs.get(caller, owner, jobId);
        if (selection.names().isEmpty() && !selection.bestModel() && !selection.latestModel()) {
            throw new GraftException(
                    StandardError.INVALID_REQUEST,
                    "No file is selected; name some of :list_files in file_lists, or set best_model or latest_model to true.");
        }
        try {
            SortedMap<String, OutputFile> all = list(job).all();
            Map<String, OutputFile> selected = new LinkedHashMap<>();
            for (String name : named(job, selection)) {
                List<OutputFile> found = FileList.named(all, name);
                if (found.isEmpty()) {
                    throw new GraftException(
                            StandardError.NOT_FOUND, "Job " + jobId + " has no file '" + name + "'; :list_files tells those that it has.");
                }
                found.forEach(file -> selected.put(file.name(), file));
            }
            return List.copyOf(selected.values());
        } catch (IOException e) {
            throw unreadable(jobId, e);
        }
    }

    private List<String> named(Job job, Selection selection) {
        List<String> names = new ArrayList<>(selection.names());
        if (selection.bestModel()) {
            names.add(model(job, models.bestOf(job), "best"));
        }
        if (selection.latestModel()) {
            names.add(model(job, models.latestOf(job), "latest"));
        }
        return names;
    }

    private String model(Job job, Optional<Path> found, String which) {
        return found.map(file -> list(job).nameOf(file))
                .orElseThrow(() -> new GraftException(
                        StandardError.NOT_FOUND, "Job " + job.id() + " of action " + job.action() + " has no " + which + " checkpoint."));
    }

    private FileList list(Job job) {
        return new FileList(job, files.of(job));
    }

    private static UncheckedIOException unreadable(UUID jobId, IOException e) {
        return new UncheckedIOException("the files of job " + jobId + " cannot be listed", e);
    }
}
