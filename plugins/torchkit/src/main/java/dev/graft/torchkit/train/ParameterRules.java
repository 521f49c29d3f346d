// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import dev.graft.torchkit.nn.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which weights are trained how: mmcv's {@code paramwise_cfg}. A custom rule goes before the general ones, the longest key first.
 *
 * @param normDecayFactor factor on the decay of the weights of normalisation layers, which are the vectors that are no biases
 * @param biasDecayFactor factor on the decay of all biases
 * @param custom factors by a part of the weight's name
 */
public record ParameterRules(double normDecayFactor, double biasDecayFactor, Map<String, Factors> custom) {

    /** The same for all weights. */
    public static final ParameterRules UNIFORM = new ParameterRules(1, 1, Map.of());

    /**
     * Factors on the values of the optimiser.
     *
     * @param rate on the learning rate, at least 0
     * @param decay on the weight decay, at least 0
     */
    public record Factors(double rate, double decay) {}

    public ParameterRules {
        custom = new LinkedHashMap<>(custom);
    }

    /**
     * Sorts weights into groups.
     *
     * @param parameters trainable weights by name
     * @param weightDecay the optimiser's
     * @param nameForRules the name by which custom rules know a weight
     */
    public List<ParameterGroup> groups(
            Map<String, Parameter> parameters, double weightDecay, UnaryOperator<String> nameForRules) {
        Map<Factors, Map<String, Parameter>> sorted = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> sorted.computeIfAbsent(
                        factors(nameForRules.apply(name), parameter), unused -> new LinkedHashMap<>())
                .put(name, parameter));
        List<ParameterGroup> groups = new ArrayList<>();
        sorted.forEach((factors, members) ->
                groups.add(new ParameterGroup(members, factors.rate(), weightDecay * factors.decay())));
        return groups;
    }

    private Factors factors(String name, Parameter parameter) {
        Optional<String> key = custom.keySet().stream().filter(name::contains).max(Comparator.comparingInt(String::length));
        if (key.isPresent()) {
            return custom.get(key.get());
        }
        boolean vector = parameter.shape().length == 1;
        boolean bias = name.endsWith("bias");
        if (vector && !bias) {
            return new Factors(1, normDecayFactor);
        }
        return new Factors(1, bias ? biasDecayFactor : 1);
    }
}
