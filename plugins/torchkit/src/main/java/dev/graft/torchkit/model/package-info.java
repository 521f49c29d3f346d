// SPDX-License-Identifier: Apache-2.0
/**
 * Networks of any kind that are stored in files which describe them: opened with libtorch or ONNX Runtime, exported and compared, started
 * from other weights, and trained as a job. Uses the action, checkpoint, data, nn, onnx, train and worker packages; knows no network.
 * Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.model;
