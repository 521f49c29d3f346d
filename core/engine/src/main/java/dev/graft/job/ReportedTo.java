// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

/** The files that reports of a worker go to. */
public enum ReportedTo {
    /** The status lines. */
    STATUS,
    /** The log. */
    LOG
}
