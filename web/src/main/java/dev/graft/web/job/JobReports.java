// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobOwner;
import dev.graft.job.ReportedTo;
import dev.graft.job.callback.JobReporting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** What workers on other machines report; there is no caller, the ids in the path are what the job's token vouches for. */
@ApplicationScoped
public class JobReports {

    private final JobReporting reporting;

    /** For the container's proxy. */
    protected JobReports() {
        this(null);
    }

    @Inject
    public JobReports(JobReporting reporting) {
        this.reporting = reporting;
    }

    /** Takes a report in; the job that is answered tells the worker whether to go on. */
    JobRsp take(String org, JobOwner owner, UUID jobId, ObjectNode body, ReportedTo needed) {
        return JobRsp.of(reporting.take(org, owner, jobId, JobReportBody.report(body, needed)));
    }
}
