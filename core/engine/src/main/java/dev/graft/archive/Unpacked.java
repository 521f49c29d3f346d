// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.nio.file.Path;

/**
 * What came out of an archive.
 *
 * @param folder where it lies
 * @param files number of files, at least 1
 * @param bytes their size together
 */
public record Unpacked(Path folder, long files, long bytes) {}
