// SPDX-License-Identifier: Apache-2.0
/**
 * Image classification, whatever plugin asks for it: its data, losses and mixup, evaluation with libtorch or ONNX Runtime, logistic
 * regression on features, prediction, export, and stored models that describe themselves. Uses the action, nn, backbone, checkpoint, onnx,
 * data, metric, picture and train packages; knows no specs. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.classification;
