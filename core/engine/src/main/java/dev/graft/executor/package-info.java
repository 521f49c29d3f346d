// SPDX-License-Identifier: Apache-2.0
/**
 * Where work runs: slots, the executors that run a launch plan on them, and the policy that decides what runs next as a pure function of
 * the pool's state. Knows launch plans and processes; it knows no job entity, no database and no CDI event. Nothing here is null
 * unless marked Optional.
 */
package dev.graft.executor;
