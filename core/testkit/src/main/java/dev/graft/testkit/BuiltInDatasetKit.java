// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.spi.Action;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The contract of a dataset type that comes with Graft: beyond that of any plugin, its parameters are those of TAO, but for the
 * reviewed list of deviations ({@code deviations.yaml}, under {@code datasets/TYPE}). The reference has two sets of parameters for some
 * actions; a schema has all of them.
 */
public abstract class BuiltInDatasetKit extends DatasetPluginKit {

    @Test
    protected void theParametersAreTheRecordedOnes() throws IOException {
        assertThat(ParameterRecord.of(plugin())).containsExactlyElementsOf(recorded());
    }

    @Test
    protected void theSchemasAreThoseOfTheReferenceButForTheListedDeviations() throws IOException {
        Optional<ReferenceParameters> reference = ReferenceParameters.find();
        assumeTrue(reference.isPresent(), "the reference does not lie beside the project");
        String rows = "datasets/" + plugin().dataset().type();
        Set<String> differences = new TreeSet<>();
        for (String file : reference.get().actions(rows)) {
            Optional<Action> action = Action.find(file.replaceFirst("__.*", ""));
            if (action.filter(actions()::contains).isEmpty()) {
                differences.add(file + ": action");
                continue;
            }
            differences.addAll(reference.get().differences(rows, file, plugin().specs(action.get()).jsonSchema()));
        }
        assertThat(differences).isEqualTo(Deviations.read().of(rows));
    }

    private List<String> recorded() throws IOException {
        try (InputStream stream = getClass().getResourceAsStream("parameters.txt")) {
            assertThat(stream).as("parameters.txt beside %s", getClass().getName()).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
