// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.job.run.PluginsOfJobs;
import dev.graft.spi.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PluginsOfJobsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final JobsInMemory jobs = new JobsInMemory();
    private final PluginsOfJobs dependant = new PluginsOfJobs(jobs);

    @Test
    void aRunningJobOfTheNetworkIsNamed() {
        Job job = job("net");
        job.start(new Placement(UUID.randomUUID(), Optional.of("here"), "local", List.of("local/cpu0")), 0, NOW);

        assertThat(dependant.objection(Set.of("other", "net"))).get().asString()
                .contains("in use by a running job", "train job " + job.id() + " of net in organisation acme");
    }

    @Test
    void waitingAndEndedJobsAndThoseOfOtherNetworksDoNotMatter() {
        job("net");
        job("net").cancel(NOW);
        job("other").start(new Placement(UUID.randomUUID(), Optional.of("here"), "local", List.of("local/cpu0")), 0, NOW);

        assertThat(dependant.objection(Set.of("net"))).isEmpty();
    }

    @Test
    void ofManyJobsSomeAreNamedAndTheRestIsCounted() {
        for (int number = 0; number < 7; number++) {
            job("net").start(new Placement(UUID.randomUUID(), Optional.of("here"), "local", List.of("local/cpu0")), 0, NOW);
        }

        assertThat(dependant.objection(Set.of("net"))).get().asString().contains(" and 2 more");
    }

    private Job job(String architecture) {
        Job job = new Job(
                UUID.randomUUID(),
                "acme",
                JobOwner.experiment(UUID.randomUUID()),
                architecture,
                JobOrder.of(Action.TRAIN),
                JsonNodeFactory.instance.objectNode(),
                UUID.randomUUID(),
                NOW);
        jobs.add(job);
        return job;
    }
}
