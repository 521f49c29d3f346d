// SPDX-License-Identifier: Apache-2.0
/** Tests of what servers share, on H2 and on PostgreSQL. Nothing here is null. */
package dev.graft.persistence.cluster;
