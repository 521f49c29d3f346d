// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.executor.SlotPool;
import dev.graft.server.ThisServer;
import dev.graft.spi.error.GraftException;
import dev.graft.storage.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {

    private final ServersInMemory servers = new ServersInMemory();
    private final SetClock clock = new SetClock();
    private final ThisServer self = new ThisServer("here");
    private final Heartbeat heartbeat = new Heartbeat(self, servers, new SlotPool(List.of()), clock, null);

    @Test
    void aServerOnAnotherMachineIsGoneAfterItsLease() {
        UUID other = join("there", List.of());
        beatFor(Heartbeat.LEASE);
        assertThat(heartbeat.aliveIds()).containsExactlyInAnyOrder(self.id(), other);
        assertThat(heartbeat.alone()).isFalse();

        servers.silence(other);
        heartbeat.beat();

        assertThat(heartbeat.aliveIds()).containsExactly(self.id());
        assertThat(heartbeat.alone()).isTrue();
        heartbeat.forgetGone();
        assertThat(servers.all()).extracting(Server::id).containsExactly(self.id());
    }

    @Test
    void whoWasNotHeardItselfCannotTellThatOthersAreGone() {
        UUID other = join("there", List.of());
        beatFor(Heartbeat.LEASE);
        clock.pass(Duration.ofSeconds(20));
        servers.silence(other);

        heartbeat.beat();
        assertThat(heartbeat.aliveIds()).as("the database was away for both").contains(other);
        beatFor(Heartbeat.LEASE);
        assertThat(heartbeat.aliveIds()).doesNotContain(other);
    }

    @Test
    void aProcessOfThisMachineIsGoneAsSoonAsItHasEnded() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        UUID other = UUID.randomUUID();
        servers.add(new Server(new OtherProcess(other, process), List.of(), clock.instant()));
        heartbeat.beat();
        assertThat(heartbeat.aliveIds()).contains(other);

        process.destroyForcibly().waitFor();
        heartbeat.beat();

        assertThat(heartbeat.aliveIds()).doesNotContain(other);
    }

    @Test
    void aServerThatOthersTookForGoneMakesItselfKnownAgain() {
        heartbeat.beat();
        servers.remove(self.id());

        heartbeat.beat();

        assertThat(servers.all()).extracting(Server::id).containsExactly(self.id());
    }

    @Test
    void aServerThatCameAfterTheLastLookIsNotForgotten() {
        heartbeat.beat();
        UUID other = join("there", List.of());

        heartbeat.forgetGone();

        assertThat(servers.all()).extracting(Server::id).containsExactlyInAnyOrder(self.id(), other);
    }

    @Test
    void workThatOnlyAnotherServerCanRunIsNotRefused() {
        join("there", List.of(new SlotOffer("local", "a100", 4), new SlotOffer("slurm", "a100", 8)));
        heartbeat.beat();
        AllSlots slots = new AllSlots(new SlotPool(List.of()), heartbeat);

        slots.requireFitting(8, Optional.of("A100"));
        assertThat(slots.here(1, Optional.empty())).isFalse();
        assertThatThrownBy(() -> slots.requireFitting(9, Optional.of("a100"))).isInstanceOf(GraftException.class);
        assertThatThrownBy(() -> slots.requireFitting(1, Optional.of("t4"))).isInstanceOf(GraftException.class);
    }

    @Test
    void unfinishedFilesOfServersThatAreGoneAreRemovedAndThoseOfOthersStay(
            @TempDir Path folder) {
        ThisServer other = new ThisServer("there");
        Path theirs = new DataFolder(folder, other).newStagingFolder();
        Path left = new DataFolder(folder, new ThisServer("there")).newStagingFolder();

        new StagingSweep(new DataFolder(folder, self), heartbeat).sweep(Set.of(self.id(), other.id()));

        assertThat(theirs).exists();
        assertThat(left).doesNotExist();
    }

    private UUID join(String host, List<SlotOffer> offers) {
        ThisServer other = new ThisServer(host);
        servers.add(new Server(other, offers, clock.instant()));
        return other.id();
    }

    private void beatFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) <= 0; passed = passed.plusSeconds(2)) {
            heartbeat.beat();
            clock.pass(Duration.ofSeconds(2));
        }
        heartbeat.beat();
    }

    /** A server whose process is another one of this machine. */
    private static final class OtherProcess extends ThisServer {
        private final UUID id;
        private final ProcessHandle process;

        OtherProcess(UUID id, Process process) {
            super("here");
            this.id = id;
            this.process = process.toHandle();
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public Instant begun() {
            return process.info().startInstant().orElseThrow();
        }
    }

    /** A clock that goes on when it is told. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
