// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassificationPytTest extends BuiltInNetworkKit {

    private final ClassificationPyt plugin = new ClassificationPyt();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }

    @Test
    void theNumberOfClassesIsThatOfTheTrainDataset() {
        ObjectNode defaults = plugin.adaptDefaults(Action.TRAIN, specs(Action.TRAIN), withClasses("cat", "dog", "fox"));
        assertThat(defaults.at("/model/head/num_classes").intValue()).isEqualTo(3);
        assertThat(plugin.check(Action.TRAIN, defaults, withClasses("cat", "dog", "fox"))).isEmpty();
    }

    @Test
    void aNumberOfClassesThatDoesNotFitIsAFaultThatSaysBoth() {
        ObjectNode specs = specs(Action.TRAIN);
        specs.withObject("/model/head").put("num_classes", 7);
        assertThat(plugin.check(Action.TRAIN, specs, withClasses("cat", "dog", "fox"))).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/model/head/num_classes");
            assertThat(fault.message()).contains("num_classes is 7", "digits has 3 classes", "set it to 3");
        });
    }

    @Test
    void withoutDatasetsTheNumberOfClassesIsTheUsers() {
        assertThat(plugin.check(Action.EXPORT, specs(Action.EXPORT), DatasetFacts.none())).isEmpty();
        assertThat(plugin.adaptDefaults(Action.EXPORT, specs(Action.EXPORT), DatasetFacts.none())).isEqualTo(specs(Action.EXPORT));
    }

    private static DatasetFacts withClasses(String... classes) {
        DatasetFacts.Facts facts = new DatasetFacts.Facts(
                "digits", "image_classification", "classification_pyt", List.of(classes), Map.of("train", 30L));
        return new DatasetFacts(Map.of(DatasetRole.TRAIN, List.of(facts)));
    }
}
