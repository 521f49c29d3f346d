// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.ParameterGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The {@code train.reg_config} section: Keras's penalty on the kernels of layers.
 *
 * @param weightDecay L2 decay of the gradient, which is twice Keras's factor on the sum of squares
 * @param sparsity L1 decay of the gradient
 * @param scope kinds of layers, {@code conv2d} and {@code dense}
 */
public record RegularizationSpec(double weightDecay, double sparsity, Set<String> scope) {

    private static final String CONVOLUTION = "conv2d";
    private static final String DENSE = "dense";
    private static final int CONVOLUTION_RANK = 4;
    private static final int DENSE_RANK = 2;

    public RegularizationSpec {
        scope = Set.copyOf(scope);
    }

    static RegularizationSpec read(Section section) {
        double strength = section.number("weight_decay", 5e-5, 0, Double.MAX_VALUE);
        String type = section.text("type", "L2");
        List<String> given = section.has("scope") ? section.texts("scope") : List.of(CONVOLUTION, DENSE);
        Set<String> scope = given.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        scope.stream().filter(name -> !name.equals(CONVOLUTION) && !name.equals(DENSE)).findFirst().ifPresent(name -> {
            throw section.fault("scope", "has '" + name + "'; allowed are conv2d and dense");
        });
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "L2" -> new RegularizationSpec(2 * strength, 0, scope);
            case "L1" -> new RegularizationSpec(0, strength, scope);
            case "NONE" -> new RegularizationSpec(0, 0, scope);
            default -> throw section.fault("type", "is '" + type + "'; allowed are L1, L2 and None");
        };
    }

    /** The weights that are penalised, and the others. */
    public List<ParameterGroup> groups(Map<String, Parameter> weights) {
        Map<String, Parameter> penalised = new LinkedHashMap<>();
        Map<String, Parameter> free = new LinkedHashMap<>();
        weights.forEach((name, weight) -> (isInScope(weight.shape()) ? penalised : free).put(name, weight));
        return List.of(new ParameterGroup(penalised, 1, weightDecay, sparsity), new ParameterGroup(free, 1, 0));
    }

    /** Keras counts depthwise convolutions, whose filters see one channel, as another kind of layer. */
    private boolean isInScope(long[] shape) {
        boolean depthwise = shape.length == CONVOLUTION_RANK && shape[1] == 1;
        return (shape.length == CONVOLUTION_RANK && !depthwise && scope.contains(CONVOLUTION))
                || (shape.length == DENSE_RANK && scope.contains(DENSE));
    }
}
