// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in a worker process: an action of the API each, their common frame (specs, progress, the report of faults), and nothing that
 * the server loads. Every action is reproducible from its specs, tells its progress in status lines, leaves what cannot be used out with
 * a word on each file, and fails only if nothing can be used. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.dataservices.worker;
