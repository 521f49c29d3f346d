// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.UUID;

/** Makes the tokens with which workers on other machines report to the callbacks of their job. Thread-safe. */
public interface JobTokens {

    /**
     * A token that opens the callbacks of that job and nothing else. A secret: it goes to the worker and into no log.
     *
     * @param org the job's organisation
     */
    String issue(String org, UUID jobId);
}
