// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.dataset.Dataset;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The owner of a job with what is needed to judge an order.
 *
 * @param owner the experiment or dataset
 * @param architecture the experiment's network, or the dataset's type
 * @param plugin the plugin that brings the actions; empty if none does
 * @param datasets the experiment's datasets by role; a role without one is absent
 */
public record JobSubject(
        JobOwner owner, String architecture, Optional<NetworkPlugin> plugin, Map<DatasetRole, List<Dataset>> datasets) {

    public JobSubject {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(plugin, "plugin");
        datasets = Map.copyOf(datasets);
    }

    /** The allowed actions, in the order in which people use them. */
    public List<Action> actions() {
        return plugin.map(found -> List.copyOf(found.network().actions())).orElse(List.of());
    }

    /** What is known of the datasets that have been pulled. */
    public DatasetFacts facts() {
        Map<DatasetRole, List<DatasetFacts.Facts>> facts = new EnumMap<>(DatasetRole.class);
        datasets.forEach((role, list) -> facts.put(role, list.stream().map(Dataset::facts).toList()));
        return new DatasetFacts(facts);
    }

    /**
     * The plugin, if it has the action.
     *
     * @throws GraftException ACTION_NOT_ALLOWED with a list of the allowed ones
     */
    NetworkPlugin requirePlugin(Action action) {
        return plugin.filter(found -> found.network().rule(action).isPresent())
                .orElseThrow(() -> new GraftException(StandardError.ACTION_NOT_ALLOWED, refusal(action)));
    }

    /** The rule of an action that {@link #requirePlugin} has let pass. */
    ActionRule rule(Action action) {
        return requirePlugin(action).network().rule(action).orElseThrow();
    }

    private String refusal(Action action) {
        String allowed = actions().stream().map(Action::wireName).collect(Collectors.joining(", "));
        String of = owner.kind() == JobOwner.Kind.EXPERIMENT
                ? "Experiments with network_arch " + architecture
                : "Datasets of type " + architecture;
        return allowed.isEmpty()
                ? of + " have no actions on this server: no plugin for them is loaded."
                : of + " have no action " + action + "; allowed are " + allowed + ".";
    }
}
