// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.ActionProvider;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.dataset.DatasetAction;
import dev.graft.spi.dataset.DatasetDescriptor;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of a plugin for a dataset type. A plugin's test extends it:
 *
 * <pre>{@code
 * class MyTypeTest extends DatasetPluginKit {
 *     @Override
 *     protected DatasetPlugin plugin() {
 *         return new MyType();
 *     }
 *
 *     @Override
 *     protected Set<Action> actions() {
 *         return Set.of(Action.CONVERT);
 *     }
 * }
 * }</pre>
 */
public abstract class DatasetPluginKit extends ActionProviderKit {

    @Override
    protected abstract DatasetPlugin plugin();

    @Test
    protected void theDescriptorSaysWhichTypeItIsFor() {
        DatasetDescriptor dataset = plugin().dataset();
        assertThat(dataset.title()).isNotBlank();
        assertThat(dataset.actions()).isNotEmpty();
        assertThat(plugin().dataset()).as("the same descriptor at every call").isEqualTo(dataset);
    }

    @Test
    protected void anUnknownFormatHasNoActions() {
        assertThat(plugin().dataset().rules("no_such_format")).isEmpty();
    }

    @Test
    protected void whatBecomesOfResultsIsSaidWithoutLookingAtThem() throws IOException {
        for (LaunchRequest request : jobs()) {
            JobInputs.Dataset own = request.inputs().own().orElseThrow();
            assertThat(plugin().outcomes(request.action(), request.specs(), own))
                    .as("outcomes of %s on %s", request.action(), own.format())
                    .doesNotHaveDuplicates()
                    .isEqualTo(plugin().outcomes(request.action(), request.specs(), own));
        }
    }

    @Override
    final String name() {
        return plugin().dataset().type();
    }

    @Override
    final Class<DatasetPlugin> extensionPoint() {
        return DatasetPlugin.class;
    }

    @Override
    final void judgeLoaded(ActionProvider loaded) {
        assertThat(((DatasetPlugin) loaded).dataset()).isEqualTo(plugin().dataset());
    }

    @Override
    final List<LaunchRequest> jobs() throws IOException {
        DatasetDescriptor dataset = plugin().dataset();
        SampleJobs samples = new SampleJobs(plugin(), dataset.type(), this::specs, folder);
        List<LaunchRequest> jobs = new ArrayList<>();
        for (DatasetAction action : dataset.actions()) {
            jobs.addAll(samples.ofDataset(action.rule(), action.formats()));
        }
        return jobs;
    }
}
