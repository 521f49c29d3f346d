// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import java.util.List;

/**
 * The channels of a residual block.
 *
 * @param in of its input
 * @param inner behind each convolution but the last
 * @param out of its output
 * @param stride of its only strided convolution
 * @param projected whether the shortcut is a convolution; otherwise {@code in} and {@code out} are the same channels
 */
record ResidualShape(int in, List<Integer> inner, int out, int stride, boolean projected) {}
