// SPDX-License-Identifier: Apache-2.0
/**
 * What optical_inspection does inside a worker process: its main class, one class per action, and its network. Built on torchkit; never
 * loaded by the server. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.opticalinspection.worker;
