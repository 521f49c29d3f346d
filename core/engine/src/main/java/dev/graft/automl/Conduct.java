// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.job.JobResult;
import java.time.Duration;
import java.util.Optional;

/**
 * What is remembered of a search between two rounds. All of it can be lost: a new one reads the search again.
 */
final class Conduct {

    /** How long workers may take to end where nobody has said otherwise. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private volatile Duration grace = GRACE;
    private Optional<SearchState> state = Optional.empty();
    private JobResult told = JobResult.NONE;
    private int bestNumber = -1;
    private JobResult bestResult = JobResult.NONE;

    /** Sets how long workers may take to end when the search is stopped. */
    void allow(Duration time) {
        grace = time;
    }

    Duration grace() {
        return grace;
    }

    Optional<SearchState> state() {
        return state;
    }

    void know(SearchState read) {
        state = Optional.of(read);
    }

    /** What the search's job was last told to have reported. */
    JobResult told() {
        return told;
    }

    void told(JobResult result) {
        told = result;
    }

    /** Whether {@link #bestResult()} is of that trial. */
    boolean knowsBest(int number) {
        return bestNumber == number;
    }

    /** What the job of the best trial has reported. */
    JobResult bestResult() {
        return bestResult;
    }

    void best(int number, JobResult result) {
        bestNumber = number;
        bestResult = result;
    }
}
