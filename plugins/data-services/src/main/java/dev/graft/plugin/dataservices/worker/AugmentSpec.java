// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.picture.ColourChange;
import dev.graft.plugin.dataservices.picture.GaussianBlur;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How pictures are changed. Where the specs have two sections for one thing, {@code spatial_config} of TAO 5.3 is added to
 * {@code spatial_aug} of its data services.
 *
 * @param width of the new pictures in pixels
 * @param height of the new pictures in pixels
 * @param angles in degrees, of which one is drawn for each picture
 * @param rotation in degrees, for all pictures
 * @param shearX sideways shift per height
 * @param shearY downwards shift per width
 * @param flipX whether left and right are exchanged
 * @param flipY whether top and bottom are exchanged
 * @param moveX pixels to the right
 * @param moveY pixels downwards
 * @param colour the change of colours
 * @param blur empty for none
 * @param refine whether boxes are drawn around the turned outlines of objects, where those are known
 * @param outlines whether outlines are part of the new labels
 * @param grey whether the new pictures are grey
 * @param seed of the drawn angles
 */
record AugmentSpec(
        int width,
        int height,
        List<Double> angles,
        double rotation,
        double shearX,
        double shearY,
        boolean flipX,
        boolean flipY,
        double moveX,
        double moveY,
        ColourChange colour,
        Optional<GaussianBlur> blur,
        boolean refine,
        boolean outlines,
        boolean grey,
        int seed) {

    /** Reads the specs. */
    static AugmentSpec of(Specs specs) {
        String rotation = "spatial_config.rotation_config.";
        double angle = specs.number(rotation + "angle", 0);
        boolean radians = specs.text(rotation + "units", "degrees").equals("radians");
        List<Double> angles = specs.numbers("spatial_aug.rotation.angle");
        return new AugmentSpec(
                specs.integer("output_image_width").orElseGet(() -> specs.integer("data.output_image_width", 1000)),
                specs.integer("output_image_height").orElseGet(() -> specs.integer("data.output_image_height", 300)),
                angles.isEmpty() ? List.of(0.0) : angles,
                radians ? Math.toDegrees(angle) : angle,
                specs.number("spatial_config.shear_config.shear_ratio_x", 0),
                specs.number("spatial_config.shear_config.shear_ratio_y", 0),
                specs.flag("spatial_config.flip_config.flip_horizontal", false),
                specs.flag("spatial_config.flip_config.flip_vertical", false),
                specs.integer("spatial_config.translation_config.translate_x", 0),
                specs.integer("spatial_config.translation_config.translate_y", 0),
                new ColourChange(
                        specs.number("color_config.hue_saturation_config.hue_rotation_angle", 0),
                        specs.number("color_config.hue_saturation_config.saturation_shift", 1),
                        specs.number("color_config.contrast_config.contrast", 0),
                        specs.number("color_config.contrast_config.center", 127.5),
                        specs.number("color_config.brightness_config.offset", 0)),
                blur(specs),
                specs.flag("spatial_aug.rotation.refine_box.enabled", true),
                specs.flag("data.include_masks", false),
                specs.integer("output_image_channel", 3) == 1,
                specs.integer("seed", 42));
    }

    private static Optional<GaussianBlur> blur(Specs specs) {
        int size = (int) Math.round(specs.number("blur_config.size", 0));
        double deviation = specs.number("blur_config.std", 0);
        return size > 1 && deviation > 0 ? Optional.of(new GaussianBlur(size | 1, deviation)) : Optional.empty();
    }

    /**
     * Where the places of a picture go.
     *
     * @param number of the picture in the dataset, which decides what is drawn for it
     */
    AffineTransform transform(int pictureWidth, int pictureHeight, int number) {
        double drawn = angles.get(new Random(seed * 31L + number).nextInt(angles.size()));
        AffineTransform transform = new AffineTransform();
        transform.translate(moveX + width / 2.0, moveY + height / 2.0);
        transform.shear(shearX, shearY);
        transform.rotate(Math.toRadians(rotation + drawn));
        transform.scale(flipX ? -1 : 1, flipY ? -1 : 1);
        transform.translate(-width / 2.0, -height / 2.0);
        transform.scale((double) width / pictureWidth, (double) height / pictureHeight);
        return transform;
    }
}
