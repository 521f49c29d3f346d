// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.nn.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights that are trained alike.
 *
 * @param parameters the weights by full name; all trainable
 * @param rateFactor factor on the learning rate, at least 0
 * @param weightDecay at least 0
 */
public record ParameterGroup(Map<String, Parameter> parameters, double rateFactor, double weightDecay) {
    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
