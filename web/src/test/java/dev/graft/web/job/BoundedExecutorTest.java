// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void allTasksAreRunAndNeverMoreAtOnceThanAllowed() throws InterruptedException {
        BoundedExecutor bounded = new BoundedExecutor(threads, 3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(200);

        for (int i = 0; i < 200; i++) {
            bounded.execute(() -> {
                peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.yield();
                now.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(peak).hasValueBetween(1, 3);
    }

    @Test
    void aTaskThatFailsDoesNotStopTheOthers() {
        BoundedExecutor bounded = new BoundedExecutor(Runnable::run, 1);
        List<String> heard = new ArrayList<>();

        bounded.execute(() -> {
            bounded.execute(() -> heard.add("second"));
            heard.add("first");
            throw new IllegalStateException("no luck");
        });
        bounded.execute(() -> heard.add("third"));

        assertThat(heard).containsExactly("first", "second", "third");
    }

    @Test
    void threadsThatRefuseATaskAreAskedAgainForTheNext() {
        AtomicInteger asked = new AtomicInteger();
        BoundedExecutor bounded = new BoundedExecutor(
                task -> {
                    asked.incrementAndGet();
                    throw new RejectedExecutionException();
                },
                1);

        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> bounded.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(asked).hasValue(2);
    }
}
