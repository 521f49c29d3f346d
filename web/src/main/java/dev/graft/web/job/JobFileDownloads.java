// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import dev.graft.fault.InvalidRequest;
import dev.graft.job.JobOwner;
import dev.graft.job.output.JobOutputs;
import dev.graft.job.output.OutputFile;
import dev.graft.job.output.Selection;
import dev.graft.job.output.SelectionArchive;
import dev.graft.web.security.access.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;

/** Single files of jobs, streamed: one as it is, or several as a tar.gz that is packed while it is sent. */
@ApplicationScoped
public class JobFileDownloads {

    private final JobOutputs outputs;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    protected JobFileDownloads() {
        this(null, null);
    }

    @Inject
    public JobFileDownloads(JobOutputs outputs, CurrentCaller caller) {
        this.outputs = outputs;
        this.caller = caller;
    }

    List<String> list(JobOwner owner, UUID jobId, boolean logs, boolean specs) {
        return outputs.list(caller.get(), owner, jobId, logs, specs);
    }

    /**
     * The files of a selection.
     *
     * @param packed whether as one archive; if not, the selection must be a single file
     */
    Response download(JobOwner owner, UUID jobId, Selection selection, boolean packed) {
        List<OutputFile> files = outputs.select(caller.get(), owner, jobId, selection);
        if (packed) {
            return sending(new SelectionArchive(files)::write, jobId + ".tar.gz").build();
        }
        if (files.size() != 1) {
            throw InvalidRequest.at(
                    "/tar_files", "is false, which is for one file, but " + files.size() + " are selected; select one, or leave it out");
        }
        OutputFile file = files.get(0);
        return sending(file::writeTo, file.baseName()).header(HttpHeaders.CONTENT_LENGTH, file.size()).build();
    }

    private static Response.ResponseBuilder sending(StreamingOutput bytes, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + plain + "\"");
    }
}
