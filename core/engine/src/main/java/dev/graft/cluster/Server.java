// SPDX-License-Identifier: Apache-2.0
package dev.graft.cluster;

import dev.graft.server.ThisServer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** One start of a server as the others see it. When it was heard of last is the database's to know, by its own clock. */
@Entity
@Table(name = "servers")
public class Server {

    /** What the operating system tells of one process at different times may differ by this much. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    @Id
    private UUID id;

    @Column(nullable = false)
    private String host;

    @Column(nullable = false)
    private long pid;

    @Column(name = "process_begun", nullable = false)
    private Instant processBegun;

    @Column(name = "started_on", nullable = false)
    private Instant startedOn;

    @Column(nullable = false)
    private String offers;

    /** For JPA. */
    protected Server() {}

    /** A server that starts now. */
    public Server(ThisServer self, List<SlotOffer> offers, Instant now) {
        this.id = self.id();
        this.host = self.host();
        this.pid = self.pid();
        this.processBegun = self.begun().truncatedTo(ChronoUnit.MICROS);
        this.startedOn = now.truncatedTo(ChronoUnit.MICROS);
        this.offers = SlotOffer.write(offers);
        Objects.requireNonNull(host, "host");
    }

    public UUID id() {
        return id;
    }

    /** Name of its machine. */
    public String host() {
        return host;
    }

    public Instant startedOn() {
        return startedOn;
    }

    /** Its slots. */
    public List<SlotOffer> offers() {
        return SlotOffer.read(offers);
    }

    /** Whether its process runs on this machine. */
    boolean processRuns() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(begun -> Duration.between(begun, processBegun).abs().compareTo(SAME_START) < 0)
                .isPresent();
    }
}
