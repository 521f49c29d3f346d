// SPDX-License-Identifier: Apache-2.0
/**
 * What visual_changenet does inside a worker process: its main class, and its actions for the tasks segment and classify. Built on torchkit;
 * never loaded by the server. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.visualchangenet.worker;
