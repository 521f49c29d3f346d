// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in a worker process: the conversion of a pose estimator's output into the arrays that action classification trains on. Uses
 * torchkit's worker frame and the JDK, and nothing native. Nothing here is null.
 */
package dev.graft.plugin.poseclassification.worker;
