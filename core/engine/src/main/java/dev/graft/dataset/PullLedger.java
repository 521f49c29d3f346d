// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.cloud.PullCount;
import java.util.UUID;

/** Where pulls write down how far they are. That is no change of the dataset: its version and time of change stay. */
public interface PullLedger {

    /**
     * Writes a count down, in a transaction of its own.
     *
     * @return whether the dataset is still there
     */
    boolean record(String org, UUID id, PullCount count);
}
