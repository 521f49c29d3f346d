// SPDX-License-Identifier: Apache-2.0
/**
 * Networks: layers, their parameters, and the operations they are written against.
 *
 * <p>A layer's {@code forward} is written once against {@link dev.graft.torchkit.nn.Ops}; {@link
 * dev.graft.torchkit.nn.TorchOps} computes it with libtorch, {@code dev.graft.torchkit.onnx.OnnxOps}
 * records it as an ONNX graph. Parameters and buffers bear the names of the networks' published
 * implementations. This package uses libtorch alone; it knows nothing of files, data or training
 * loops. Nothing here is null unless marked Optional or said so at the method.
 */
package dev.graft.torchkit.nn;
