// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

/**
 * What can be chosen for a backbone beside its name.
 *
 * @param dropPathRate probability with which a residual branch is dropped while training, 0 to below 1; it does nothing
 *     in backbones that have no drop path as published, such as ResNet
 */
public record BackboneOptions(double dropPathRate) {

    /** No drop path. */
    public static final BackboneOptions DEFAULTS = new BackboneOptions(0);

    /** Refuses a rate outside [0, 1). */
    public BackboneOptions {
        if (!(dropPathRate >= 0 && dropPathRate < 1)) {
            throw new IllegalArgumentException("The drop path rate lies in [0, 1), but is " + dropPathRate);
        }
    }
}
