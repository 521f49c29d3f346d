// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.network.ActionRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The contract of a network as it lies in a zip, rather than on the class path of a test. */
final class ZippedNetworkKit extends NetworkPluginKit {

    private final ZipChecks checks;
    private final NetworkPlugin plugin;

    /** @param folder an empty folder for what the checks write */
    ZippedNetworkKit(Path zip, OpenedPlugin opened, NetworkPlugin plugin, Path folder) {
        this.checks = new ZipChecks(zip, opened, OpenedPlugin::networks);
        this.plugin = plugin;
        this.folder = folder;
    }

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    /** What it declares itself; that it does nothing else is still checked. */
    @Override
    protected Set<Action> actions() {
        Set<Action> declared = plugin.rules().stream().map(ActionRule::action).collect(Collectors.toSet());
        assertThat(declared).as("actions").isNotEmpty();
        return declared;
    }

    @Override
    protected void theZipBringsNothingOfTheHost() throws IOException {
        checks.bringsNothingOfTheHost();
    }

    @Override
    protected void theZipLoadsWithTheSpiOfTheHost() throws IOException {
        checks.loadsAgain();
    }

    @Override
    protected void anUnloadedPluginLeavesNoClassLoaderBehind() throws IOException {
        checks.leavesNoClassLoaderBehind();
    }
}
