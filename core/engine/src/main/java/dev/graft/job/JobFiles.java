// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.archive.FileTree;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of jobs lie. */
@ApplicationScoped
public class JobFiles {

    private static final Logger LOG = LoggerFactory.getLogger(JobFiles.class);

    private final DataFolder data;

    /** For the container's proxy. */
    protected JobFiles() {
        this(null);
    }

    @Inject
    public JobFiles(DataFolder data) {
        this.data = data;
    }

    /** The folder of a job. */
    public JobFolder of(Job job) {
        return of(job.org(), job.id());
    }

    /** The folder of a job. */
    public JobFolder of(String org, UUID jobId) {
        return new JobFolder(data.job(org, jobId));
    }

    /** Removes everything that a job has on disk; what cannot be removed is logged and left. */
    void remove(String org, UUID jobId) {
        Path root = of(org, jobId).root();
        try {
            FileTree.delete(root);
        } catch (UncheckedIOException e) {
            LOG.warn("files of deleted job {} remain at {}: {}", jobId, root, e.toString());
        }
    }
}
