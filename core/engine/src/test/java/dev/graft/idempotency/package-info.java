// SPDX-License-Identifier: Apache-2.0
/** Tests of requests that are sent again, with answers kept in memory. Nothing here is null. */
package dev.graft.idempotency;
