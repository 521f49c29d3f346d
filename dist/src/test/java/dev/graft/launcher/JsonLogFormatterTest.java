// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogFormatterTest {

    private static final String ID = "0d5bb7f2-6a53-4f0e-9d6c-1f0d1f6f2f11";

    private final JsonLogFormatter formatter = new JsonLogFormatter();

    @Test
    void aRecordIsOneLineWithItsJobAndOrganisation() throws Exception {
        LogRecord log = record("job " + ID + " of organisation acme: Pending -> Running: started on local/cpu0");

        String line = formatter.format(log);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.at("/time").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/level").asText()).isEqualTo("INFO");
        assertThat(json.at("/logger").asText()).isEqualTo("dev.graft.job.JobLifecycle");
        assertThat(json.at("/job").asText()).isEqualTo(ID);
        assertThat(json.at("/org").asText()).isEqualTo("acme");
        assertThat(json.at("/message").asText()).endsWith("started on local/cpu0");
    }

    @Test
    void whatWouldBreakTheLineIsEscaped() throws Exception {
        String message = "a \"quote\", a \\, a\nline\tand \u0001 and \u2028";

        assertThat(new ObjectMapper().readTree(formatter.format(record(message))).at("/message").asText()).isEqualTo(message);
    }

    @Test
    void anErrorComesWithItsTraceInTheSameLine() throws Exception {
        LogRecord log = record("it failed");
        log.setThrown(new IllegalStateException("the cause"));

        String line = formatter.format(log);

        assertThat(line).containsOnlyOnce("\n");
        assertThat(new ObjectMapper().readTree(line).at("/error").asText())
                .contains("IllegalStateException: the cause")
                .contains(JsonLogFormatterTest.class.getName());
        assertThat(new ObjectMapper().readTree(line).has("job")).isFalse();
    }

    private static LogRecord record(String message) {
        LogRecord log = new LogRecord(Level.INFO, message);
        log.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
        log.setLoggerName("dev.graft.job.JobLifecycle");
        return log;
    }
}
