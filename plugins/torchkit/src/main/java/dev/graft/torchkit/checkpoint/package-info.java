// SPDX-License-Identifier: Apache-2.0
/**
 * Weights in files: Graft's own checkpoints (safetensors), and readers for PyTorch's {@code .pth} files.
 *
 * <p>Files are hostile until shown otherwise: sizes, offsets and names are checked before anything is allocated, and a pickle is read by
 * an interpreter that knows tensors and primitives and executes nothing. Files
 * are parsed without libtorch; {@link dev.graft.torchkit.checkpoint.TensorBytes} alone carries tensors there and back. The package uses
 * {@code dev.graft.torchkit.nn} and a JSON parser. Nothing here is null unless marked Optional.
 */
package dev.graft.torchkit.checkpoint;
