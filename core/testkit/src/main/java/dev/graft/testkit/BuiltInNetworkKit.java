// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.spi.Action;
import dev.graft.spi.network.NetworkDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The contract of a network that comes with Graft: beyond that of any plugin, its parameters are those of TAO 5.3, but for a reviewed
 * list of deviations ({@code deviations.yaml}).
 *
 * <p>The facts are fixed in {@code parameters.txt} beside the plugin's test. They are compared with the reference itself where that lies
 * beside the project ({@code ../shared/reference}).
 */
public abstract class BuiltInNetworkKit extends NetworkPluginKit {

    @Test
    protected void theParametersAreTheRecordedOnes() throws IOException {
        assertThat(ParameterRecord.of(plugin())).containsExactlyElementsOf(recorded());
    }

    @Test
    protected void theSchemasAreThoseOfTheReferenceButForTheListedDeviations() throws IOException {
        Optional<ReferenceParameters> reference = ReferenceParameters.find();
        assumeTrue(reference.isPresent(), "the reference does not lie beside the project");
        NetworkDescriptor network = plugin().network();
        Set<String> differences = new TreeSet<>();
        for (String word : reference.get().actions(network.architecture())) {
            Action action = Action.of(word);
            assertThat(network.actions()).contains(action);
            differences.addAll(
                    reference.get().differences(network.architecture(), word, plugin().specs(action).jsonSchema()));
        }
        assertThat(differences).isEqualTo(Deviations.read().of(network.architecture()));
    }

    private List<String> recorded() throws IOException {
        try (InputStream stream = getClass().getResourceAsStream("parameters.txt")) {
            assertThat(stream).as("parameters.txt beside %s", getClass().getName()).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
