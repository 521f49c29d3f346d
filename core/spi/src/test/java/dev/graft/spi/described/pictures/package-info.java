// SPDX-License-Identifier: Apache-2.0
/** A dataset type described by files, for tests. Nothing here is null. */
package dev.graft.spi.described.pictures;
