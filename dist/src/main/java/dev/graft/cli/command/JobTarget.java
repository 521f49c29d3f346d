// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import dev.graft.cli.ExitCode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One job, named by its id alone. */
public final class JobTarget {

    @Mixin
    private Connection connection;

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String jobId;

    GraftApi api() {
        return connection.api();
    }

    JobRef find(GraftApi api) {
        return api.find(jobId).orElseThrow(() -> new CommandFailure(
                ExitCode.FAILED, "There is no job " + jobId + " in " + api.organisation() + ". 'graft job list' shows those there are."));
    }
}
