// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.BatchNormOptions;
import java.util.Objects;
import java.util.Optional;

/**
 * What can be chosen for a backbone beside its name. What a backbone as published does not have does nothing.
 *
 * @param dropPathRate probability with which the last residual branch is dropped while training, 0 to below 1; ResNets have none
 * @param batchNorm of all batch normalisations
 * @param activation in place of the published one; only in backbones that have a choice: the EfficientNets and MobileNetV2
 * @param widths channels of a pruned network; only in backbones that have a {@link Backbone#channels}
 */
public record BackboneOptions(
        double dropPathRate, BatchNormOptions batchNorm, Optional<Activation> activation, ChannelWidths widths) {

    /** No drop path, all else as published. */
    public static final BackboneOptions DEFAULTS = new BackboneOptions(0);

    /** Refuses a rate outside [0, 1). */
    public BackboneOptions {
        if (!(dropPathRate >= 0 && dropPathRate < 1)) {
            throw new IllegalArgumentException("The drop path rate lies in [0, 1), but is " + dropPathRate);
        }
        Objects.requireNonNull(batchNorm, "batchNorm");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(widths, "widths");
    }

    /** A drop path rate, all else as published. */
    public BackboneOptions(double dropPathRate) {
        this(dropPathRate, BatchNormOptions.DEFAULTS, Optional.empty(), ChannelWidths.PUBLISHED);
    }
}
