// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.ReportedTo;
import dev.graft.job.callback.WorkerReport;
import dev.graft.web.json.Fields;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads what a worker reports: {@code status}, {@code log_contents}, {@code experiment_number}, {@code sequence}. */
final class JobReportBody {

    private JobReportBody() {}

    /**
     * The report in a body.
     *
     * @param needed what the operation is for, which must be there
     * @throws dev.graft.fault.InvalidRequest if it is missing or a number is none
     */
    static WorkerReport report(ObjectNode body, ReportedTo needed) {
        Fields fields = new Fields(body);
        Optional<String> status = fields.any("status").map(JobReportBody::line);
        Optional<String> log = fields.text("log_contents");
        OptionalInt trial = fields.any("experiment_number").map(number -> trial(fields, number)).orElse(OptionalInt.empty());
        OptionalLong sequence = fields.number("sequence").map(OptionalLong::of).orElse(OptionalLong.empty());
        if (needed == ReportedTo.STATUS && status.isEmpty()) {
            fields.fault("/status", "is missing; send a status line, a JSON object as text or as it is");
        }
        if (needed == ReportedTo.LOG && log.isEmpty()) {
            fields.fault("/log_contents", "is missing; send the text to append to the log");
        }
        fields.check();
        return new WorkerReport(status, log, trial, sequence);
    }

    private static String line(JsonNode status) {
        return status.isTextual() ? status.asText() : status.toString();
    }

    private static OptionalInt trial(Fields fields, JsonNode number) {
        try {
            return OptionalInt.of(Integer.parseInt(number.asText()));
        } catch (NumberFormatException e) {
            fields.fault("/experiment_number", "is " + number + "; it is the number of a trial, from 0");
            return OptionalInt.empty();
        }
    }
}
