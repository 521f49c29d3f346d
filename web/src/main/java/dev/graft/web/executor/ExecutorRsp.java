// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.executor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.executor.Slot;
import dev.graft.job.pool.ExecutorReport;
import dev.graft.job.pool.SeenJob;
import dev.graft.job.pool.SlotReport;
import dev.graft.job.pool.WaitingJob;
import dev.graft.spi.Action;
import dev.graft.web.json.ApiDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Something that runs jobs; an addition to the contract. Jobs of organisations that the caller does not belong to are counted and not named.
 *
 * @param name its name
 * @param slots where jobs can run on it
 * @param waiting jobs that wait for its slots
 * @param waitingInAll how many jobs wait for its slots, those of other organisations too
 */
record ExecutorRsp(
        String name, List<SlotRsp> slots, List<WaitingRsp> waiting, @JsonProperty("waiting_in_all") int waitingInAll) {

    static ExecutorRsp of(ExecutorReport report) {
        return new ExecutorRsp(
                report.name(),
                report.slots().stream().map(SlotRsp::of).toList(),
                report.waiting().stream().map(WaitingRsp::of).toList(),
                report.waitingInAll());
    }

    /**
     * A GPU, or a share of the cores of a machine without one.
     *
     * @param memory bytes
     * @param busy whether a job runs on it
     * @param utilization percent
     * @param memoryUsed bytes
     */
    record SlotRsp(
            String id,
            String platform,
            String model,
            @JsonProperty("gpu_index") OptionalInt gpuIndex,
            long memory,
            int cores,
            boolean busy,
            @JsonProperty("job_id") Optional<UUID> jobId,
            @JsonProperty("org_name") Optional<String> orgName,
            OptionalInt utilization,
            @JsonProperty("memory_used") OptionalLong memoryUsed) {

        static SlotRsp of(SlotReport report) {
            Slot slot = report.slot();
            return new SlotRsp(
                    slot.id(),
                    slot.platform(),
                    slot.model(),
                    slot.gpuIndex(),
                    slot.memoryBytes(),
                    slot.cores(),
                    report.busy(),
                    report.job().map(SeenJob::id),
                    report.job().map(SeenJob::org),
                    report.usage().percent(),
                    report.usage().memoryBytes());
        }
    }

    /**
     * A Pending job.
     *
     * @param numGpu how many slots it wants
     * @param reason what it waits for, in words
     */
    record WaitingRsp(
            @JsonProperty("job_id") UUID jobId,
            @JsonProperty("org_name") String orgName,
            Action action,
            @JsonProperty("num_gpu") int numGpu,
            Optional<String> platform,
            String since,
            String reason) {

        static WaitingRsp of(WaitingJob waiting) {
            return new WaitingRsp(
                    waiting.job().id(),
                    waiting.job().org(),
                    waiting.job().action(),
                    waiting.slots(),
                    waiting.platform(),
                    ApiDate.of(waiting.since()),
                    waiting.reason());
        }
    }
}
