// SPDX-License-Identifier: Apache-2.0
/**
 * What the actions of most networks share: the machine that a job was granted, going on with an interrupted training, its curves as a
 * picture, TensorRT engines, and the libraries that are loaded ahead of a job. Uses the nn,
 * train, onnx, picture, spec and worker packages; knows no network. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.action;
