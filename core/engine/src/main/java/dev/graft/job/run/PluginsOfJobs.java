// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.plugin.PluginDependant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Running jobs need the plugin that planned them: its jars are their workers' class path. Waiting jobs wait for another version. */
@ApplicationScoped
public class PluginsOfJobs implements PluginDependant {

    /** More are not told by name. */
    private static final int TOLD = 5;

    private final JobRepository jobs;

    /** For the container's proxy. */
    protected PluginsOfJobs() {
        this(null);
    }

    @Inject
    public PluginsOfJobs(JobRepository jobs) {
        this.jobs = jobs;
    }

    @Override
    public Optional<String> objection(Set<String> names) {
        List<Job> using = jobs.inState(JobState.RUNNING).stream().filter(job -> names.contains(job.architecture())).toList();
        if (using.isEmpty()) {
            return Optional.empty();
        }
        String told = using.stream()
                .limit(TOLD)
                .map(job -> job.action() + " job " + job.id() + " of " + job.architecture() + " in organisation " + job.org())
                .collect(Collectors.joining(", "));
        String more = using.size() > TOLD ? " and " + (using.size() - TOLD) + " more" : "";
        return Optional.of("The plugin is in use by a running job: " + told + more + ". Wait for its end, or cancel it.");
    }
}
