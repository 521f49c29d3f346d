// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobOrder;
import dev.graft.spi.Action;
import dev.graft.web.json.Fields;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the contract's {@code JobRequest}. */
final class JobBody {

    private JobBody() {}

    /**
     * The order in a body.
     *
     * @throws dev.graft.fault.InvalidRequest if the action is missing, the parent's id is none, or specs are no object
     */
    static JobOrder order(ObjectNode body) {
        Fields fields = new Fields(body);
        Optional<Action> action = fields.word("action", Action::find);
        if (action.isEmpty()) {
            fields.fault("/action", "is missing; name what the job shall do");
        }
        Optional<UUID> parent = fields.id("parent_job_id");
        Optional<ObjectNode> specs = fields.onlyObject("specs");
        OptionalLong numGpu = fields.number("num_gpu").map(OptionalLong::of).orElse(OptionalLong.empty());
        int priority = fields.number("priority").map(Math::toIntExact).orElse(0);
        Optional<Duration> timeLimit = fields.number("time_limit").map(Duration::ofSeconds);
        fields.check();
        return new JobOrder(
                action.orElseThrow(),
                parent,
                specs,
                numGpu,
                fields.text("platform"),
                priority,
                timeLimit,
                fields.text("name"),
                fields.text("description"));
    }
}
