// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;

/** Ends a training whose loss is no number any more, instead of letting it run on for nothing. */
final class DivergenceCheck {

    private DivergenceCheck() {}

    static void check(double loss, Progress progress, double rate) {
        if (!Double.isFinite(loss)) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "the training diverged: the loss of batch " + (progress.batch() + 1) + " in epoch " + (progress.epoch() + 1) + " is "
                            + loss + " at learning rate " + rate
                            + ". Take a smaller optimizer.lr (a tenth, say), a warm-up (lr_config.warmup: linear) or a limit of the"
                            + " gradients (optimizer_config.grad_clip.max_norm: 1), and look for broken images or labels.");
        }
    }
}
