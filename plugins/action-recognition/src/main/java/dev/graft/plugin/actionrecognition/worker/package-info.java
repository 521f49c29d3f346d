// SPDX-License-Identifier: Apache-2.0
/**
 * What action_recognition does inside a worker process: its main class, and one class per action. Built on torchkit; never loaded by the
 * server. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.actionrecognition.worker;
