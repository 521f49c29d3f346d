// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.cloud.PullCount;

/**
 * How far a pull from remote storage has come; an addition to the contract.
 *
 * @param files files that are complete
 * @param bytes bytes that are here
 * @param totalFiles files that were listed
 * @param totalBytes their size, as far as the storage tells it
 */
public record PullProgressJson(
        long files,
        long bytes,
        @JsonProperty("total_files") long totalFiles,
        @JsonProperty("total_bytes") long totalBytes) {

    static PullProgressJson of(PullCount count) {
        return new PullProgressJson(count.files(), count.bytes(), count.totalFiles(), count.totalBytes());
    }
}
