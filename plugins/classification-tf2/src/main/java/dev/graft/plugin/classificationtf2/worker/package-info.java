// SPDX-License-Identifier: Apache-2.0
/**
 * What classification_tf2 does inside a worker process: its main class and one class per action. Built on torchkit; never loaded by the
 * server. Nothing here is null unless marked Optional.
 */
package dev.graft.plugin.classificationtf2.worker;
