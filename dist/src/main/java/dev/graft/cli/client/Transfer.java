// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

/** Hears how an upload or a download gets on. Called from the transferring thread. */
@FunctionalInterface
public interface Transfer {

    /** For callers that do not care. */
    Transfer SILENT = (done, total) -> {};

    /**
     * Some bytes more were moved.
     *
     * @param done bytes moved so far
     * @param total bytes in all, -1 if unknown
     */
    void moved(long done, long total);
}
