// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.NetworkDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of a network plugin. A plugin's test extends it:
 *
 * <pre>{@code
 * class MyNetworkTest extends NetworkPluginKit {
 *     @Override
 *     protected NetworkPlugin plugin() {
 *         return new MyNetwork();
 *     }
 *
 *     @Override
 *     protected Set<Action> actions() {
 *         return Set.of(Action.TRAIN, Action.EVALUATE);
 *     }
 * }
 * }</pre>
 */
public abstract class NetworkPluginKit extends ActionProviderKit {

    @Override
    protected abstract NetworkPlugin plugin();

    @Test
    protected void theDescriptorSaysWhoTheNetworkIs() {
        NetworkDescriptor network = plugin().network();
        assertThat(network.title()).isNotBlank();
        assertThat(network.datasetType()).isNotBlank();
        assertThat(network.datasetFormats()).isNotEmpty().doesNotHaveDuplicates();
        if (network.automl()) {
            assertThat(network.keyMetric()).as("a network that is searched needs a key metric").isPresent();
            assertThat(network.actions()).contains(Action.TRAIN);
        }
        assertThat(plugin().network()).as("the same descriptor at every call").isEqualTo(network);
    }

    @Override
    final String name() {
        return plugin().network().architecture();
    }

    @Override
    final Class<NetworkPlugin> extensionPoint() {
        return NetworkPlugin.class;
    }

    @Override
    final void judgeLoaded(ActionProvider loaded) {
        assertThat(((NetworkPlugin) loaded).network()).isEqualTo(plugin().network());
    }

    @Override
    final List<LaunchRequest> jobs() throws IOException {
        NetworkDescriptor network = plugin().network();
        SampleJobs samples = new SampleJobs(plugin(), network.datasetType(), this::specs, folder);
        List<LaunchRequest> jobs = new ArrayList<>();
        for (ActionRule rule : network.rules()) {
            jobs.addAll(samples.ofExperiment(rule, network.datasetFormats()));
        }
        return jobs;
    }
}
