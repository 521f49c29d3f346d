// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** How {@link Ops#interpolate} fills in between the elements of a feature map. */
public enum Interpolation {
    /** The nearest element to the left and above (torch's {@code nearest}). */
    NEAREST,
    /** Linear in both directions, corners not aligned ({@code align_corners=False}). */
    BILINEAR,
    /** Linear in both directions, corners aligned ({@code align_corners=True}). */
    BILINEAR_ALIGNED
}
