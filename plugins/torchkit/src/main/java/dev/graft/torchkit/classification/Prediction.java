// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import java.nio.file.Path;

/**
 * What an image was taken for.
 *
 * @param file the image
 * @param label the class with the highest score
 * @param confidence its probability, 0 to 1
 */
public record Prediction(Path file, String label, double confidence) {}
