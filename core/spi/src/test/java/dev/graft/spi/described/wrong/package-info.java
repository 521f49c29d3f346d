// SPDX-License-Identifier: Apache-2.0
/** A network and a dataset type whose files are wrong, for tests. Nothing here is null. */
package dev.graft.spi.described.wrong;
