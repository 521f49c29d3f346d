// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobLineage;
import dev.graft.job.JobState;
import dev.graft.web.json.ApiDate;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a job, and what it was made of.
 *
 * @param history its changes of state, oldest first
 * @param lineage what each attempt started from, the first attempt first
 */
public record JobHistoryRsp(List<Change> history, List<Attempt> lineage) {

    /** One change of state; {@code who} is a user's id or {@code server}. */
    public record Change(String time, Optional<String> from, String to, String who, String why) {
        static Change of(JobHistoryEntry entry) {
            return new Change(
                    ApiDate.of(entry.time()), entry.from().map(JobState::label), entry.to().label(), entry.who(), entry.why());
        }
    }

    /** What one attempt started from. */
    public record Attempt(int attempt, @JsonProperty("recorded_on") String recordedOn, ObjectNode sources) {
        static Attempt of(JobLineage lineage) {
            return new Attempt(lineage.attempt(), ApiDate.of(lineage.recordedOn()), lineage.sources());
        }
    }

    /** How both look to clients. */
    static JobHistoryRsp of(List<JobHistoryEntry> history, List<JobLineage> lineage) {
        return new JobHistoryRsp(history.stream().map(Change::of).toList(), lineage.stream().map(Attempt::of).toList());
    }
}
