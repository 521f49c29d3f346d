// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.detectnetv2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * Object detection by DetectNet v2. What is said per class stands together in {@code classwise_config}, one element for each class of the
 * dataset; the container reads it apart, in five places.
 */
@Extension
public final class DetectnetV2 extends DescribedNetwork {

    @Override
    public ObjectNode adaptDefaults(Action action, ObjectNode defaults, DatasetFacts datasets) {
        ObjectNode adapted = super.adaptDefaults(action, defaults, datasets);
        List<String> classes = Stream.of(DatasetRole.TRAIN, DatasetRole.EVAL, DatasetRole.INFERENCE)
                .flatMap(role -> datasets.first(role).stream())
                .map(DatasetFacts.Facts::classes)
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (!classes.isEmpty()) {
            ClasswiseDefaults.fill(adapted, classes);
        }
        return adapted;
    }

    @Override
    protected void adjust(LaunchRequest request, ObjectNode specs) {
        if (request.inputs().eval().isPresent() && specs.path("dataset_config") instanceof ObjectNode dataset) {
            dataset.remove("validation_fold");
        }
    }

    @Override
    protected void adjustForContainer(LaunchRequest request, ObjectNode specs) {
        ClasswiseConfig.split(specs);
    }
}
