// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The steps from a decoded image to the floats of a sample.
 *
 * @param steps in their order
 * @param normalize the last step
 * @param outputSize the size of every sample
 */
public record Pipeline(List<Transform> steps, Normalize normalize, ImageSize outputSize) {

    /** Ratio of the resized short edge to the window in the usual test pipeline: 256 to 224. */
    private static final double TEST_MARGIN = 256.0 / 224.0;

    public Pipeline {
        steps = List.copyOf(steps);
    }

    /** The size that all images have after these steps; empty if they differ. */
    public static Optional<ImageSize> sizeAfter(List<Transform> steps) {
        Optional<ImageSize> size = Optional.empty();
        for (Transform step : steps) {
            size = step.sizeAfter(size);
        }
        return size;
    }

    /** The image after all steps but the last. */
    public Image apply(Image image, RandomGenerator random) {
        Image result = image;
        for (Transform step : steps) {
            result = step.apply(result, random);
        }
        return result;
    }

    /**
     * The pipeline for evaluation that goes with this one for training. Where training crops at random, the short edge is resized to 256/224
     * of the window and the middle is cut out (TAO's default for validation); otherwise the steps without chance are kept.
     */
    public Pipeline forEvaluation() {
        boolean crops = steps.stream().anyMatch(step -> step instanceof RandomResizedCrop);
        List<Transform> kept = new ArrayList<>();
        if (crops) {
            int edge = (int) Math.round(Math.max(outputSize.height(), outputSize.width()) * TEST_MARGIN);
            kept.add(new ResizeEdge(edge, ResizeEdge.Edge.SHORT, Interpolation.BILINEAR));
            kept.add(new CenterCrop(outputSize));
        } else {
            steps.stream().filter(step -> !step.isRandom()).forEach(kept::add);
            if (!sizeAfter(kept).equals(Optional.of(outputSize))) {
                kept.add(new CenterCrop(outputSize));
            }
        }
        return new Pipeline(kept, normalize, outputSize);
    }
}
