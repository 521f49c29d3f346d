// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ServerLogFilterTest {

    @Test
    void graftSpeaksAndOthersOnlyWarn() {
        assertThat(passes("dev.graft.job.JobLifecycle", Level.INFO)).isTrue();
        assertThat(passes("jakarta.enterprise.web", Level.INFO)).isFalse();
        assertThat(passes("jakarta.enterprise.web", Level.WARNING)).isTrue();
    }

    @Test
    void aRecordWithoutALoggerIsJudgedByItsLevel() {
        assertThat(passes(null, Level.INFO)).isFalse();
        assertThat(passes(null, Level.SEVERE)).isTrue();
    }

    private static boolean passes(String logger, Level level) {
        LogRecord record = new LogRecord(level, "words");
        record.setLoggerName(logger);
        return new ServerLogFilter().isLoggable(record);
    }
}
