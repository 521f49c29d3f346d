// SPDX-License-Identifier: Apache-2.0
/**
 * Image classification, whatever plugin asks for it: its losses, evaluation with libtorch or ONNX Runtime, logistic regression on features,
 * and prediction. Uses the nn, backbone, onnx, data, metric and train packages; knows no specs. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.classification;
