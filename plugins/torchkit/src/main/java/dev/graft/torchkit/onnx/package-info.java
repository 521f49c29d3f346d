// SPDX-License-Identifier: Apache-2.0
/**
 * The second reading of a network: its {@code forward} recorded as an ONNX graph, checked, written, and compared with libtorch.
 *
 * <p>Operator set 17, dynamic batch. {@link dev.graft.torchkit.onnx.OnnxExporter} is the way in. The package uses {@code
 * dev.graft.torchkit.nn}, the protobuf classes of the ONNX format, and ONNX Runtime to run what was written. Nothing here is null unless
 * said so at the method.
 */
package dev.graft.torchkit.onnx;
