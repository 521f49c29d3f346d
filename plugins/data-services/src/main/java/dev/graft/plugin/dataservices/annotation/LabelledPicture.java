// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A picture with its objects.
 *
 * @param id its number in a COCO file; its place among the pictures, from 1, otherwise
 * @param name its file, relative to the folder of the pictures, with slashes
 * @param file its file
 * @param width in pixels
 * @param height in pixels
 * @param objects the objects in it
 */
public record LabelledPicture(long id, String name, Path file, int width, int height, List<LabelledObject> objects) {

    public LabelledPicture {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        objects = List.copyOf(objects);
    }

    /** The name without its ending. */
    public String stem() {
        return stemOf(name);
    }

    /** A file name without its ending; dots in folders stay. */
    public static String stemOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    /** The same picture with other objects. */
    public LabelledPicture with(List<LabelledObject> others) {
        return new LabelledPicture(id, name, file, width, height, others);
    }
}
