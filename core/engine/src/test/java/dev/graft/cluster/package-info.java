// SPDX-License-Identifier: Apache-2.0
/** Tests of servers that share a database, and servers in memory for other tests. Nothing here is null. */
package dev.graft.cluster;
