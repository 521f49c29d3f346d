// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.error;

import dev.graft.spi.error.StandardError;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A defect met while answering: its trace goes to the log under an id, and only the id goes to the client. */
final class Incident {

    private static final Logger LOG = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    /** Logs the defect and gives the body to answer with. */
    static ErrorBody report(String request, Throwable defect) {
        UUID id = UUID.randomUUID();
        LOG.error("incident {} while answering {}", id, request, defect);
        return new ErrorBody(
                StandardError.INTERNAL.number(),
                "the server met a defect and did not carry out the request; the administrator finds it in the log as incident " + id);
    }
}
