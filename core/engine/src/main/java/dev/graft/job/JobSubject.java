// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.dataset.Dataset;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
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
 * @param rules the allowed actions, in the order in which people use them
 * @param datasets the experiment's datasets by role; a role without one is absent
 * @param own the dataset itself; empty for an experiment
 */
public record JobSubject(
        JobOwner owner,
        String architecture,
        Optional<ActionProvider> plugin,
        List<ActionRule> rules,
        Map<DatasetRole, List<Dataset>> datasets,
        Optional<Dataset> own) {

    public JobSubject {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(plugin, "plugin");
        rules = List.copyOf(rules);
        datasets = Map.copyOf(datasets);
        Objects.requireNonNull(own, "own");
    }

    /** The allowed actions, in the order in which people use them. */
    public List<Action> actions() {
        return rules.stream().map(ActionRule::action).toList();
    }

    /** What is known of the datasets that have been pulled. */
    public DatasetFacts facts() {
        Map<DatasetRole, List<DatasetFacts.Facts>> facts = new EnumMap<>(DatasetRole.class);
        datasets.forEach((role, list) -> facts.put(role, list.stream().map(Dataset::facts).toList()));
        return new DatasetFacts(facts, own.map(Dataset::facts));
    }

    /**
     * The plugin, if it has the action.
     *
     * @throws GraftException ACTION_NOT_ALLOWED with a list of the allowed ones
     */
    ActionProvider requirePlugin(Action action) {
        rule(action);
        return plugin.orElseThrow();
    }

    /**
     * The rule of an action.
     *
     * @throws GraftException ACTION_NOT_ALLOWED with a list of the allowed ones
     */
    ActionRule rule(Action action) {
        return rules.stream()
                .filter(rule -> rule.action() == action)
                .findFirst()
                .orElseThrow(() -> new GraftException(StandardError.ACTION_NOT_ALLOWED, refusal(action)));
    }

    private String refusal(Action action) {
        String allowed = actions().stream().map(Action::wireName).collect(Collectors.joining(", "));
        String of = own.map(dataset -> "Datasets of type " + architecture + (plugin.isPresent() ? " and format " + dataset.format() : ""))
                .orElse("Experiments with network_arch " + architecture);
        if (plugin.isEmpty()) {
            return of + " have no actions on this server: no plugin for them is loaded.";
        }
        return allowed.isEmpty() ? of + " have no actions." : of + " have no action " + action + "; allowed are " + allowed + ".";
    }
}
