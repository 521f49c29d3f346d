// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.ReportedTo;
import dev.graft.job.callback.WorkerReport;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobReportBodyTest {

    @Test
    void aStatusLineIsTakenAsTextOrAsItIs() throws Exception {
        assertThat(report("{\"status\": \"{\\\"epoch\\\": 1}\", \"experiment_number\": \"0\"}", ReportedTo.STATUS))
                .isEqualTo(new WorkerReport(Optional.of("{\"epoch\": 1}"), Optional.empty(), OptionalInt.of(0), OptionalLong.empty()));
        assertThat(report("{\"status\": {\"epoch\": 1}, \"experiment_number\": 3, \"sequence\": 9}", ReportedTo.STATUS))
                .isEqualTo(new WorkerReport(Optional.of("{\"epoch\":1}"), Optional.empty(), OptionalInt.of(3), OptionalLong.of(9)));
    }

    @Test
    void logTextIsTakenAsItIs() throws Exception {
        assertThat(report("{\"log_contents\": \"a\\nb\", \"experiment_number\": null}", ReportedTo.LOG))
                .isEqualTo(new WorkerReport(Optional.empty(), Optional.of("a\nb"), OptionalInt.empty(), OptionalLong.empty()));
    }

    @Test
    void whatTheOperationIsForMustBeThereAndANumberMustBeOne() {
        assertThatThrownBy(() -> report("{\"experiment_number\": \"one\"}", ReportedTo.STATUS))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("/status: is missing")
                .hasMessageContaining("/experiment_number: is \"one\"");
        assertThatThrownBy(() -> report("{\"status\": \"{}\"}", ReportedTo.LOG)).hasMessageContaining("/log_contents: is missing");
    }

    private static WorkerReport report(String body, ReportedTo needed) throws JsonProcessingException {
        return JobReportBody.report((ObjectNode) new ObjectMapper().readTree(body), needed);
    }
}
