// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

/** How a trial stands for its search; its job has a state of its own. */
public enum TrialState {
    /** Its job waits or runs. */
    OPEN,
    /** Its job was stopped together with the search, and goes on with it. */
    PAUSED,
    /** It has a value of the metric. */
    SCORED,
    /** It ended without a value. */
    FAILED
}
