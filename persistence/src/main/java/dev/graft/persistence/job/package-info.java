// SPDX-License-Identifier: Apache-2.0
/**
 * The stored jobs and their histories on Jakarta Persistence, and the converter of their results. Standard queries only. Nothing here is null
 * unless marked Optional.
 */
package dev.graft.persistence.job;
