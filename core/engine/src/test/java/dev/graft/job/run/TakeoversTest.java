// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cluster.Heartbeat;
import dev.graft.cluster.Server;
import dev.graft.cluster.ServersInMemory;
import dev.graft.executor.SlotPool;
import dev.graft.job.EventBus;
import dev.graft.job.Job;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobsInMemory;
import dev.graft.job.Placement;
import dev.graft.server.ThisServer;
import dev.graft.spi.Action;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TakeoversTest {

    private final Clock clock = Clock.systemUTC();
    private final JobsInMemory jobs = new JobsInMemory();
    private final ServersInMemory servers = new ServersInMemory();
    private final JobLifecycle lifecycle = new JobLifecycle(jobs, new EventBus(), clock);
    private final SlotPool pool = new SlotPool(List.of());
    private final ThisServer self = new ThisServer("here");
    private final Heartbeat heartbeat = new Heartbeat(self, servers, pool, clock, null);
    private final Takeovers takeovers = new Takeovers(self, heartbeat, jobs, lifecycle, new JobRunner(), pool);

    @Test
    void aSearchOfAServerThatIsGoneIsTakenOver() {
        Job search = search(new ThisServer("there"));

        takeovers.look();

        assertThat(search.run().server()).isEqualTo(self.id());
    }

    @Test
    void aServerThatCameAfterTheLastLookKeepsWhatItHasStarted() {
        takeovers.look();
        ThisServer other = new ThisServer("here");
        servers.add(new Server(other, List.of(), clock.instant()));
        Job search = search(other);

        takeovers.look();

        assertThat(search.run().server()).isEqualTo(other.id());
    }

    private Job search(ThisServer under) {
        JobOrder order = new JobOrder(
                Action.TRAIN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Job job = new Job(
                UUID.randomUUID(),
                "acme",
                JobOwner.experiment(UUID.randomUUID()),
                "scripted",
                order,
                JsonNodeFactory.instance.objectNode(),
                UUID.randomUUID(),
                clock.instant());
        job.becomeSearch();
        lifecycle.submitted(job, "ada");
        lifecycle.started(job.id(), Placement.ofSearch(under.id()), 0);
        return job;
    }
}
