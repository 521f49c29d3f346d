// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.error.Blame;
import dev.graft.spi.error.ErrorCode;
import dev.graft.spi.error.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpStatusTest {

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400", "INVALID_SPECS, 400", "ACTION_NOT_ALLOWED, 400", "INVALID_PARENT, 400", "ILLEGAL_STATE, 400",
        "INVALID_DATASET, 400", "INVALID_ARCHIVE, 400", "NOT_FOUND, 404", "UNAUTHENTICATED, 401", "FORBIDDEN, 403",
        "CONFLICT, 409", "PRECONDITION_FAILED, 412", "TOO_LARGE, 413", "UNSUPPORTED_MEDIA_TYPE, 415", "METHOD_NOT_ALLOWED, 405",
        "NOT_ACCEPTABLE, 406", "RANGE_NOT_SATISFIABLE, 416", "KEY_REUSED, 422", "CHECKSUM_MISMATCH, 460",
        "RATE_LIMITED, 429", "NO_SUCH_RESOURCES, 400", "DISK_FULL, 507", "DATABASE_UNAVAILABLE, 503", "REMOTE_FAILED, 502", "INTERNAL, 500"
    })
    void aFaultHasTheStatusThatClientsExpect(StandardError code, int status) {
        assertThat(HttpStatus.of(code)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(StandardError.class)
    void whatAUserCanMendIsNeverAServerError(StandardError code) {
        assertThat(HttpStatus.of(code) < 500).isEqualTo(code.blame() == Blame.USER
                || code == StandardError.NO_SUCH_RESOURCES
                || code == StandardError.QUOTA_EXCEEDED);
    }

    @Test
    void aFaultOfAPluginFollowsItsBlame() {
        assertThat(HttpStatus.of(fault(Blame.USER))).isEqualTo(400);
        assertThat(HttpStatus.of(fault(Blame.INTERNAL))).isEqualTo(500);
        assertThat(HttpStatus.of(fault(Blame.EXTERNAL))).isEqualTo(502);
        assertThat(HttpStatus.of(fault(Blame.RESOURCES))).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "405", "406", "409", "412", "413", "415", "416", "429"})
    void statusAndMeaningAgree(int status) {
        assertThat(HttpStatus.of(HttpStatus.meaning(status))).isEqualTo(status);
    }

    private static ErrorCode fault(Blame blame) {
        return new ErrorCode() {
            @Override
            public int number() {
                return 10_001;
            }

            @Override
            public String name() {
                return "PLUGIN_FAULT";
            }

            @Override
            public Blame blame() {
                return blame;
            }
        };
    }
}
