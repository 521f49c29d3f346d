// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class CancelIT {

    /** The promise is 6 s to the first line and 3 s to cancel; twice that is allowed, for the machine may have other work. */
    private static final Duration FIRST_LINE = Duration.ofSeconds(12);

    private static final Duration CANCEL = Duration.ofSeconds(6);
    private static final Duration JOB_TIME = Duration.ofMinutes(5);

    @AfterEach
    void leaveNothingRunning(StripesExperiment stripes) {
        stripes.cancelAll();
    }

    @Test
    void aRunningTrainingSpeaksSoonAndIsCanceledAtOnceWithNoProcessLeft(StripesExperiment stripes) {
        GraftApi api = stripes.api();
        JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(5000, 5000), Optional.empty());
        Eventually.job(api, job, FIRST_LINE, view -> !view.json().at("/result/detailed_status/status").isMissingNode()
                && "Running".equals(view.status()));
        assertThat(Workers.of(job.jobId())).as("a worker process").isNotEmpty();
        api.cancel(job);
        Eventually.job(api, job, CANCEL, view -> "Canceled".equals(view.status()));
        Eventually.isTrue("no process of the job is left", CANCEL, () -> Workers.of(job.jobId()).isEmpty());
    }

    @Test
    void aWaitingJobIsCanceledToo(StripesExperiment stripes) {
        GraftApi api = stripes.api();
        JobRef running = stripes.submit("train", StripesExperiment.trainSpecs(5000, 5000), Optional.empty());
        JobRef waiting = stripes.submit("train", StripesExperiment.trainSpecs(5000, 5000), Optional.empty());
        api.cancel(waiting);
        api.cancel(running);
        for (JobRef job : List.of(running, waiting)) {
            Eventually.job(api, job, CANCEL, view -> "Canceled".equals(view.status()));
        }
    }

    @Test
    void aFollowedLogGoesOnWhileTheJobRunsAndEndsWithIt(StripesExperiment stripes) throws IOException {
        GraftApi api = stripes.api();
        JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(2, 2), Optional.empty());
        List<String> lines;
        try (BufferedReader log = new BufferedReader(new InputStreamReader(api.logs(job, true), StandardCharsets.UTF_8))) {
            lines = log.lines().toList();
        }
        assertThat(lines).hasSizeGreaterThan(1).last().isEqualTo("Done EOF");
        assertThat(new JobView(api.job(job)).done()).as("the log ends when the job has").isTrue();
    }

    @Test
    void aCanceledTrainingGoesOnWhereItWas(StripesExperiment stripes) {
        GraftApi api = stripes.api();
        JobRef job = stripes.submit("train", StripesExperiment.trainSpecs(12), Optional.empty());
        Eventually.job(api, job, JOB_TIME, view -> view.epoch().orElse(0) >= 2);
        api.cancel(job);
        Eventually.job(api, job, CANCEL, view -> "Canceled".equals(view.status()));
        api.resume(job, JsonNodeFactory.instance.objectNode());
        JobView end = Eventually.job(api, job, JOB_TIME, JobView::done);
        assertThat(end.epoch()).hasValue(12);
    }
}
