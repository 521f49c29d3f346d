// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import java.util.List;

/**
 * How the checkpoints of a network are named, so that the one of an epoch can be found in a job's results.
 *
 * @param extensions file name endings, the preferred one first, for example {@code .pth}
 * @param epochDelimiter what stands before the epoch in the file name, for example {@code _} in {@code epoch_3.pth}
 * @param epochDigits least number of digits of the epoch, zero padded; 1 to 9
 */
public record CheckpointRule(List<String> extensions, String epochDelimiter, int epochDigits) {

    public CheckpointRule {
        extensions = List.copyOf(extensions);
        if (extensions.isEmpty()) {
            throw new IllegalArgumentException("a checkpoint needs a file name ending");
        }
        if (epochDigits < 1 || epochDigits > 9) {
            throw new IllegalArgumentException("epochDigits is 1 to 9, not " + epochDigits);
        }
    }
}
