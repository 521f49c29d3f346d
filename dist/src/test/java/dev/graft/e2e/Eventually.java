// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.JobRef;
import dev.graft.cli.client.JobView;
import dev.graft.cli.client.Poll;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for something to be so, with a limit. */
final class Eventually {

    private static final Poll OFTEN = new Poll(Duration.ofMillis(50));

    private Eventually() {}

    /** Waits until the job is as wanted; fails when it ends otherwise or the time is over. */
    static JobView job(GraftApi api, JobRef job, Duration limit, Predicate<JobView> wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        JsonNode last = OFTEN.until(() -> api.job(job), json -> wanted.test(new JobView(json)), json -> {
            JobView view = new JobView(json);
            if (!wanted.test(view) && (view.ended() || System.nanoTime() > deadline)) {
                throw new AssertionError("after " + limit.toSeconds() + " s at most the job should have been otherwise: " + json);
            }
        });
        return new JobView(last);
    }

    /** Waits until it is so; fails when the time is over. */
    static void isTrue(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        OFTEN.until(() -> BooleanNode.valueOf(condition.getAsBoolean()), JsonNode::asBoolean, answer -> {
            if (!answer.asBoolean() && System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
        });
    }
}
