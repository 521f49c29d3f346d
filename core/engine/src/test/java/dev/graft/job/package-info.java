// SPDX-License-Identifier: Apache-2.0
/** Tests of the jobs, and the stand-ins that they share: repositories in memory and a bus for events. Nothing here is null. */
package dev.graft.job;
