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
 * @param weightDecay decay in proportion to the weight (L2), at least 0
 * @param sparsity decay by the weight's sign (L1), added to the gradient; at least 0
 */
public record ParameterGroup(Map<String, Parameter> parameters, double rateFactor, double weightDecay, double sparsity) {
    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Without sparsity. */
    public ParameterGroup(Map<String, Parameter> parameters, double rateFactor, double weightDecay) {
        this(parameters, rateFactor, weightDecay, 0);
    }
}
