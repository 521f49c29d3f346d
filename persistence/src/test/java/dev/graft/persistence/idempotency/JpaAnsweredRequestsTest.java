// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.idempotency;

import static dev.graft.persistence.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.dataset.Dataset;
import dev.graft.idempotency.AlreadyAsked;
import dev.graft.idempotency.AnsweredRequest;
import dev.graft.idempotency.RequestKey;
import dev.graft.org.Caller;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import dev.graft.persistence.dataset.JpaDatasetRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaAnsweredRequestsTest {

    private final Database database;
    private final Caller caller;

    JpaAnsweredRequestsTest(TestDatabase kind) {
        this.database = Database.shared(kind);
        this.caller = database.call(Samples::member);
    }

    @Test
    void aKeyIsStoredOnceAndFoundAgain() {
        database.run(entities -> new JpaAnsweredRequests(entities).add(request("k")));

        assertThat(database.<Boolean>call(entities -> new JpaAnsweredRequests(entities).find(request("k").id()).isPresent())).isTrue();
        assertThat(database.<Boolean>call(entities -> new JpaAnsweredRequests(entities).find(request("other").id()).isPresent())).isFalse();
        assertThatThrownBy(() -> database.run(entities -> new JpaAnsweredRequests(entities).add(request("k")))).isInstanceOf(AlreadyAsked.class);
    }

    @Test
    void theSecondOfTwoAtOnceWaitsForTheFirstAndHasDoneNothing() throws Exception {
        CountDownLatch firstHasTheKey = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> database.run(entities -> {
                new JpaAnsweredRequests(entities).add(request("k"));
                firstHasTheKey.countDown();
                new JpaDatasetRepository(entities).add(dataset());
            }));
            Future<?> second = threads.submit(() -> {
                firstHasTheKey.await();
                database.run(entities -> {
                    new JpaAnsweredRequests(entities).add(request("k"));
                    new JpaDatasetRepository(entities).add(dataset());
                });
                return null;
            });

            first.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(AlreadyAsked.class);
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.<Long>call(entities -> entities.createQuery("select count(d) from Dataset d where d.org = :org", Long.class)
                        .setParameter("org", caller.org())
                        .getSingleResult()))
                .isEqualTo(1);
    }

    @Test
    void aKeyThatWasRemovedCanBeStoredAgainInTheSameTransaction() {
        database.run(entities -> new JpaAnsweredRequests(entities).add(request("k")));

        database.run(entities -> {
            JpaAnsweredRequests requests = new JpaAnsweredRequests(entities);
            requests.remove(requests.find(request("k").id()).orElseThrow());
            requests.add(request("k"));
        });

        assertThat(database.<Boolean>call(entities -> new JpaAnsweredRequests(entities).find(request("k").id()).isPresent())).isTrue();
    }

    @Test
    void whatHasExpiredIsRemoved() {
        database.run(entities -> new JpaAnsweredRequests(entities).add(request("k")));

        database.run(entities -> new JpaAnsweredRequests(entities).removeExpired(NOON.plus(Duration.ofHours(1)).minusMillis(1)));
        assertThat(database.<Boolean>call(entities -> new JpaAnsweredRequests(entities).find(request("k").id()).isPresent())).isTrue();
        database.run(entities -> new JpaAnsweredRequests(entities).removeExpired(NOON.plus(Duration.ofHours(1))));
        assertThat(database.<Boolean>call(entities -> new JpaAnsweredRequests(entities).find(request("k").id()).isPresent())).isFalse();
    }

    private AnsweredRequest request(String key) {
        byte[] asked = "POST datasets".getBytes(StandardCharsets.UTF_8);
        return new AnsweredRequest(RequestKey.of(caller.org(), key, asked), NOON.plus(Duration.ofHours(1)));
    }

    private Dataset dataset() {
        return Samples.dataset(caller, Samples.datasetDraft().build(), NOON);
    }
}
