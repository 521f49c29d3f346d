// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cluster.Server;
import dev.graft.cluster.SlotOffer;
import dev.graft.persistence.Database;
import dev.graft.persistence.TestDatabase;
import dev.graft.server.ThisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaServerRepositoryTest {

    private final TestDatabase kind;
    private Database database;

    JpaServerRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = new Database(kind);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aServerIsKnownUntilItIsRemoved() {
        ThisServer self = new ThisServer("here");
        SlotOffer offer = new SlotOffer("local", "cpu", 2);
        boolean before = database.call(entities -> new JpaServerRepository(entities).heardOf(self.id()));
        assertThat(before).as("not stored yet").isFalse();
        database.run(entities -> new JpaServerRepository(entities).add(new Server(self, List.of(offer), Instant.now())));

        List<Server> all = database.call(entities -> new JpaServerRepository(entities).all());
        assertThat(all).extracting(Server::id).containsExactly(self.id());
        assertThat(all.get(0).host()).isEqualTo("here");
        assertThat(all.get(0).offers()).containsExactly(offer);
        assertThat(database.<Boolean>call(entities -> new JpaServerRepository(entities).heardOf(self.id()))).isTrue();

        database.run(entities -> new JpaServerRepository(entities).remove(self.id()));
        assertThat(database.<List<Server>>call(entities -> new JpaServerRepository(entities).all())).isEmpty();
    }

    @Test
    void whoWasHeardOfIsNotSilent() {
        UUID silent = add();
        UUID heard = add();
        database.run(entities -> entities.createNativeQuery("update servers set heard_on = heard_on - interval '20' second").executeUpdate());
        database.run(entities -> new JpaServerRepository(entities).heardOf(heard));

        database.run(entities ->
                assertThat(new JpaServerRepository(entities).silentFor(Duration.ofSeconds(15))).containsExactly(silent));
        database.run(entities -> assertThat(new JpaServerRepository(entities).silentFor(Duration.ofSeconds(25))).isEmpty());
    }

    @Test
    void oneServerAtATimeHasTheTurn() {
        database.run(mine -> {
            assertThat(new JpaServerRepository(mine).takeTurn()).isTrue();
            database.run(theirs -> assertThat(new JpaServerRepository(theirs).takeTurn()).isFalse());
        });
        database.run(theirs -> assertThat(new JpaServerRepository(theirs).takeTurn()).isTrue());
    }

    private UUID add() {
        ThisServer server = new ThisServer("here");
        database.run(entities -> new JpaServerRepository(entities).add(new Server(server, List.of(), Instant.now())));
        return server.id();
    }
}
