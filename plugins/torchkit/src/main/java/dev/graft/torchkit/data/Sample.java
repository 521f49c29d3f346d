// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.nio.file.Path;

/**
 * An image file and its class.
 *
 * @param file the file
 * @param label index of the class, or {@link #UNLABELLED}
 */
public record Sample(Path file, int label) {

    /** The label of an image whose class is not known. */
    public static final int UNLABELLED = -1;
}
