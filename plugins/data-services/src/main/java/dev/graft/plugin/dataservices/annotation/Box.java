// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

/**
 * An upright rectangle in pixels.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param right its right edge, exclusive
 * @param bottom its lower edge, exclusive
 */
public record Box(double left, double top, double right, double bottom) {

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    /** Its area; 0 if it is empty. */
    public double area() {
        return isEmpty() ? 0 : width() * height();
    }

    /** Whether it has no inside, or an edge that is no number. */
    public boolean isEmpty() {
        return !(width() > 0 && height() > 0);
    }

    /** The part of it inside a picture; may be empty. */
    public Box within(double pictureWidth, double pictureHeight) {
        return new Box(
                Math.max(0, Math.min(left, pictureWidth)),
                Math.max(0, Math.min(top, pictureHeight)),
                Math.max(0, Math.min(right, pictureWidth)),
                Math.max(0, Math.min(bottom, pictureHeight)));
    }

    /** Whether all of it is inside a picture. */
    public boolean isWithin(double pictureWidth, double pictureHeight) {
        return equals(within(pictureWidth, pictureHeight));
    }
}
