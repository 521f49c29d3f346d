// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a worker needs to report over HTTP, as environment variables with the names of TAO's containers. Workers that share the server's
 * disk need none of it.
 */
@ApplicationScoped
public class WorkerCallbacks {

    private final JobTokens tokens;
    private final Optional<String> publicUrl;

    /** For the container's proxy. */
    protected WorkerCallbacks() {
        this(null, Optional.empty());
    }

    /** @param publicUrl where workers reach this server, such as {@code https://graft.example.org}; empty if they need not */
    @Inject
    public WorkerCallbacks(JobTokens tokens, @ConfigProperty(name = "graft.public-url") Optional<String> publicUrl) {
        this.tokens = tokens;
        this.publicUrl = publicUrl.map(url -> url.replaceAll("/+$", ""));
    }

    /** The variables of a job's worker; none where the server's address is not configured. */
    Map<String, String> environment(Job job) {
        return publicUrl.map(url -> environment(url, job)).orElse(Map.of());
    }

    private Map<String, String> environment(String url, Job job) {
        String owners = job.owner().kind() == JobOwner.Kind.EXPERIMENT ? "experiments" : "datasets";
        String address = url + "/api/v1/orgs/" + job.org() + "/" + owners + "/" + job.owner().id() + "/jobs/" + job.id();
        return Map.of(
                "TAO_API_SERVER", url + "/api/v1",
                "TAO_API_JOB_ID", job.id().toString(),
                "TAO_LOGGING_SERVER_URL", address,
                "TAO_USER_KEY", tokens.issue(job.org(), job.id()));
    }
}
