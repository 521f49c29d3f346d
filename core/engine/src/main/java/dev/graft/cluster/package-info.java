// SPDX-License-Identifier: Apache-2.0
/**
 * The servers that share one database: who of them is alive, what slots each of them has, and whose turn it is to hand slots out. Knows slots
 * and no jobs. A server on H2 is alone, and all here works the same for it. Nothing here is null unless marked Optional.
 */
package dev.graft.cluster;
