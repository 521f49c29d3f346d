// SPDX-License-Identifier: Apache-2.0
/**
 * Unpacking of archives that users send: tar, gzipped tar and zip, told apart by their content. Everything from an archive is distrusted:
 * {@link dev.graft.archive.UnpackLimits} bound it, links and devices and paths outside are refused, and what was unpacked before a fault
 * is removed. May use commons-compress and nothing of the domain. Nothing here is null unless marked Optional.
 */
package dev.graft.archive;
