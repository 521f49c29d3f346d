// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog;

import java.util.List;

/** The backbones that Graft's own worker has. */
public final class Backbones {

    /** Their names in specs. */
    public static final List<String> NAMES = List.of(
            "resnet_18", "resnet_34", "resnet_50", "resnet_101", "resnet_152", "fan_tiny", "fan_small", "fan_base", "fan_large");

    private Backbones() {}

    /** What is said of a backbone that there is not. */
    public static String refusal(String backbone) {
        return "is '" + backbone + "', which there is not; choose one of " + String.join(", ", NAMES);
    }
}
