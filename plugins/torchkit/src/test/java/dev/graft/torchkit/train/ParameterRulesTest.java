// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.train.ParameterRules.Factors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ParameterRulesTest {

    private static final double DECAY = 0.1;

    private final Map<String, Parameter> parameters = new Network().trainableParameters();

    private static final class Network extends Module {
        Network() {
            Initializer init = Initializer.seeded(1);
            child("conv", Conv2d.unbiased(3, 4, 3, Conv2dOptions.of(1, 1), init));
            child("bn", new BatchNorm2d(4));
            child("fc", new Linear(4, 2, true, init));
        }
    }

    @Test
    void uniformRulesMakeOneGroup() {
        List<ParameterGroup> groups = ParameterRules.UNIFORM.groups(parameters, DECAY, UnaryOperator.identity());
        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.parameters().keySet())
                    .containsExactlyInAnyOrder("conv.weight", "bn.weight", "bn.bias", "fc.weight", "fc.bias");
            assertThat(group.rateFactor()).isEqualTo(1);
            assertThat(group.weightDecay()).isEqualTo(DECAY);
        });
    }

    @Test
    void normalisationWeightsAndBiasesCanBeSparedTheDecay() {
        List<ParameterGroup> groups = new ParameterRules(0, 0, Map.of()).groups(parameters, DECAY, UnaryOperator.identity());
        assertThat(names(groups, DECAY)).containsExactlyInAnyOrder("conv.weight", "fc.weight");
        assertThat(names(groups, 0)).containsExactlyInAnyOrder("bn.weight", "bn.bias", "fc.bias");
    }

    @Test
    void customRulesGoFirstAndTheLongestKeyWins() {
        ParameterRules rules = new ParameterRules(0, 1, Map.of("head", new Factors(10, 1), "head.fc.bias", new Factors(2, 0)));
        List<ParameterGroup> groups =
                rules.groups(parameters, DECAY, name -> (name.startsWith("fc") ? "head." : "backbone.") + name);
        assertThat(groups.stream().filter(group -> group.rateFactor() == 10).findFirst().orElseThrow().parameters().keySet())
                .isEqualTo(Set.of("fc.weight"));
        assertThat(groups.stream().filter(group -> group.rateFactor() == 2).findFirst().orElseThrow())
                .satisfies(group -> {
                    assertThat(group.parameters().keySet()).isEqualTo(Set.of("fc.bias"));
                    assertThat(group.weightDecay()).isZero();
                });
    }

    private static List<String> names(List<ParameterGroup> groups, double decay) {
        return groups.stream()
                .filter(group -> group.weightDecay() == decay)
                .flatMap(group -> group.parameters().keySet().stream())
                .toList();
    }
}
