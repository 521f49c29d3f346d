// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.Action;
import dev.graft.spi.network.KeyMetric.Goal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkDescriptorTest {

    private static final ActionRule TRAIN = new ActionRule(Action.TRAIN, Set.of(), false, Set.of());
    private static final ActionRule EXPORT = new ActionRule(Action.EXPORT, Set.of(Action.TRAIN), true, Set.of());

    private static NetworkDescriptor network(String architecture, String datasetType, List<ActionRule> rules) {
        return new NetworkDescriptor(
                architecture,
                "A network",
                Domain.VISION,
                datasetType,
                List.of("default"),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                rules);
    }

    @Test
    void actionsKeepTheirOrder() {
        NetworkDescriptor network = network("net", "ocrnet", List.of(TRAIN, EXPORT));

        assertThat(network.actions()).containsExactly(Action.TRAIN, Action.EXPORT);
        assertThat(network.rule(Action.EXPORT)).contains(EXPORT);
        assertThat(network.rule(Action.PRUNE)).isEmpty();
    }

    @Test
    void anActionListedTwiceIsRefused() {
        assertThatThrownBy(() -> network("net", "ocrnet", List.of(TRAIN, TRAIN))).hasMessageContaining("twice");
    }

    @Test
    void aNameThatIsNoArchitectureIsRefused() {
        assertThatThrownBy(() -> network("../net", "ocrnet", List.of())).hasMessageContaining("../net");
    }

    @Test
    void anUnrestrictedNetworkTakesEveryType() {
        assertThat(network("net", "not_restricted", List.of()).takesType("ocdnet")).isTrue();
        assertThat(network("net", "ocrnet", List.of()).takesType("ocdnet")).isFalse();
    }

    @Test
    void aRequiredParentNeedsAnActionToFollow() {
        assertThatThrownBy(() -> new ActionRule(Action.EXPORT, Set.of(), true, Set.of()))
                .hasMessageContaining("export");
    }

    @Test
    void theGoalSaysWhatIsBetterAndANanNeverIs() {
        assertThat(new KeyMetric("loss", Goal.MINIMIZE).isBetter(0.1, 0.2)).isTrue();
        assertThat(new KeyMetric("mAP", Goal.MAXIMIZE).isBetter(0.1, 0.2)).isFalse();
        assertThat(new KeyMetric("mAP", Goal.MAXIMIZE).isBetter(Double.NaN, 0.2)).isFalse();
    }
}
