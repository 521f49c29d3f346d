// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A step of a pipeline. Called from several threads at once. */
public interface Transform {

    /** The changed image; the same object if nothing changes. The given one stays as it is. */
    Image apply(Image image, RandomGenerator random);

    /** The size of every image after this step, given that before it; empty when it depends on the image. */
    default Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return before;
    }

    /** Whether the result depends on chance, so that it belongs to training only. */
    boolean isRandom();
}
