// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.persistence.Database;
import dev.graft.persistence.TestDatabase;
import dev.graft.server.ThisServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresBulletinTest {

    private final ThisServer here = new ThisServer("here");
    private final ThisServer there = new ThisServer("there");

    @Test
    void whatAServerPutsUpIsReadByTheOthersAfterTheCommitAlone() throws Exception {
        DataSource source = TestDatabase.POSTGRESQL.create();
        ExecutorService threads = Executors.newCachedThreadPool();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch listening = new CountDownLatch(1);
        PostgresBulletin reader = new PostgresBulletin(null, source, true, there, threads);
        try (Database database = Database.on(source)) {
            reader.read(heard::add, listening::countDown);
            assertThat(listening.await(10, TimeUnit.SECONDS)).isTrue();

            database.run(entities -> {
                new PostgresBulletin(entities, source, true, there, threads).put("my own words");
                new PostgresBulletin(entities, source, true, here, threads).put("undone");
                entities.getTransaction().setRollbackOnly();
            });
            database.run(entities -> new PostgresBulletin(entities, source, true, there, threads).put("my own words"));
            database.run(entities -> new PostgresBulletin(entities, source, true, here, threads).put("state 1 ü"));

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("state 1 ü");
            assertThat(heard).isEmpty();
        } finally {
            reader.close();
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).as("the reader ends with its server").isTrue();
    }

    @Test
    void onH2NothingIsPutUp() {
        try (Database database = new Database(TestDatabase.H2)) {
            database.run(entities -> new PostgresBulletin(entities, null, false, here, null).put("nobody reads it"));
        }
    }
}
