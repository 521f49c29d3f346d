// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.util.Objects;
import java.util.Optional;

/**
 * An object in a picture.
 *
 * @param id its number in a COCO file; its place in the label file, from 0, otherwise
 * @param category its class
 * @param box where it is
 * @param shape its outline; empty if only the box is known
 * @param crowd whether it is a group of objects
 * @param area its area in pixels
 * @param row its line in a KITTI file; empty in another format
 */
public record LabelledObject(
        long id, Category category, Box box, Optional<Shape> shape, boolean crowd, double area, Optional<KittiRow> row) {

    public LabelledObject {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(row, "row");
    }

    /** The same object at another place. */
    public LabelledObject at(Box place, Optional<Shape> outline) {
        return new LabelledObject(id, category, place, outline, crowd, outline.map(Shape::area).orElse(place.area()), row);
    }
}
