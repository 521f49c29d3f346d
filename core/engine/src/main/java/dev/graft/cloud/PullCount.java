// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

/**
 * How far a pull is.
 *
 * @param files files that are complete
 * @param bytes bytes that are here
 * @param totalFiles files that were listed
 * @param totalBytes their size together, as far as the storage tells it
 */
public record PullCount(long files, long bytes, long totalFiles, long totalBytes) {}
