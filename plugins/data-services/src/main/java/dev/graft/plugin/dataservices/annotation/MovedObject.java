// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import dev.graft.plugin.dataservices.picture.Warp;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where objects go when their picture is moved.
 *
 * @param transform from places in the old picture to places in the new one
 * @param width of the new picture
 * @param height of the new picture
 * @param refine whether a box is drawn around the moved outline, where it is known, and not around the moved box
 */
public record MovedObject(AffineTransform transform, int width, int height, boolean refine) {

    /** An object of which less is left in the picture is gone. */
    private static final double LEAST_VISIBLE = 0.1;

    /**
     * The object in the new picture.
     *
     * @param outline its outline in the old picture; empty if it is not known
     * @return empty if less than a tenth of it, or less than a pixel in a direction, is inside
     */
    public Optional<LabelledObject> of(LabelledObject object, Optional<Shape> outline) {
        Box moved = hull(object.box());
        Optional<Shape> shape = outline.flatMap(this::move);
        Optional<Box> around = refine ? shape.map(MovedObject::bounds) : Optional.empty();
        Box seen = around.orElse(moved).within(width, height);
        boolean enough = moved.within(width, height).area() >= LEAST_VISIBLE * moved.area() && seen.width() >= 1 && seen.height() >= 1;
        return enough ? Optional.of(object.at(seen, shape)) : Optional.empty();
    }

    private Box hull(Box box) {
        double[] corners = {box.left(), box.top(), box.right(), box.top(), box.right(), box.bottom(), box.left(), box.bottom()};
        transform.transform(corners, 0, corners, 0, 4);
        return new Shape.Polygons(List.of(corners)).bounds();
    }

    private Optional<Shape> move(Shape shape) {
        if (shape instanceof Shape.Polygons polygons) {
            List<double[]> rings = new ArrayList<>();
            for (double[] ring : polygons.rings()) {
                double[] moved = new double[ring.length];
                transform.transform(ring, 0, moved, 0, ring.length / 2);
                clip(moved).ifPresent(rings::add);
            }
            return rings.isEmpty() ? Optional.empty() : Optional.of(new Shape.Polygons(rings));
        }
        Shape.Runs runs = (Shape.Runs) shape;
        Shape.Runs moved = Shape.Runs.of(new Warp(transform, width, height).apply(runs.mask(runs.width(), runs.height())));
        return moved.area() == 0 ? Optional.empty() : Optional.of(moved);
    }

    private static Box bounds(Shape shape) {
        if (shape instanceof Shape.Polygons polygons) {
            return polygons.bounds();
        }
        Shape.Runs runs = (Shape.Runs) shape;
        int[] bounds = runs.mask(runs.width(), runs.height()).bounds();
        return new Box(bounds[0], bounds[1], bounds[2], bounds[3]);
    }

    /** What is inside the picture, edge by edge (Sutherland and Hodgman); empty if nothing is. */
    private Optional<double[]> clip(double[] ring) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < ring.length; i += 2) {
            points.add(new double[] {ring[i], ring[i + 1]});
        }
        points = clip(points, 0, 0, 1);
        points = clip(points, 0, width, -1);
        points = clip(points, 1, 0, 1);
        points = clip(points, 1, height, -1);
        if (points.size() < 3) {
            return Optional.empty();
        }
        double[] clipped = new double[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            clipped[2 * i] = points.get(i)[0];
            clipped[2 * i + 1] = points.get(i)[1];
        }
        return Optional.of(clipped);
    }

    private static List<double[]> clip(List<double[]> points, int axis, double limit, int sign) {
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double[] from = points.get(i);
            double[] to = points.get((i + 1) % points.size());
            boolean fromInside = sign * (from[axis] - limit) >= 0;
            boolean toInside = sign * (to[axis] - limit) >= 0;
            if (fromInside) {
                kept.add(from);
            }
            if (fromInside != toInside) {
                double part = (limit - from[axis]) / (to[axis] - from[axis]);
                double[] crossing = {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])};
                crossing[axis] = limit;
                kept.add(crossing);
            }
        }
        return kept;
    }
}
