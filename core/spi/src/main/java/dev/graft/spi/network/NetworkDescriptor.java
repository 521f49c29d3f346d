// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import dev.graft.spi.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who a network is.
 *
 * @param architecture the API's {@code network_arch}: lower case letters, digits and underscores, at most 100
 * @param title a name for people
 * @param domain vision or medical
 * @param datasetType the API's dataset {@code type} that its experiments take; {@code not_restricted} and {@code user_custom} take any
 * @param datasetFormats dataset formats it reads, the usual one first
 * @param keyMetric the metric that ranks its checkpoints; empty for a network that does not train
 * @param automl whether a train job may be a search over hyperparameters
 * @param checkpoint how its checkpoints are named; empty for a network that does not train
 * @param length where its train specs say how long to train; empty if a training's length cannot be set
 * @param rules its actions in the order in which people use them
 */
public record NetworkDescriptor(
        String architecture,
        String title,
        Domain domain,
        String datasetType,
        List<String> datasetFormats,
        Optional<KeyMetric> keyMetric,
        boolean automl,
        Optional<CheckpointRule> checkpoint,
        Optional<TrainingLength> length,
        List<ActionRule> rules) {

    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    public NetworkDescriptor {
        if (!ARCHITECTURE.matcher(architecture).matches()) {
            throw new IllegalArgumentException("'" + architecture + "' is no architecture name: use a-z, 0-9 and _");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(datasetType, "datasetType");
        datasetFormats = List.copyOf(datasetFormats);
        Objects.requireNonNull(keyMetric, "keyMetric");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(length, "length");
        rules = List.copyOf(rules);
        if (byAction(rules).size() != rules.size()) {
            throw new IllegalArgumentException(architecture + " lists an action twice");
        }
    }

    /** The allowed actions, in the order of {@link #rules()}. */
    public Set<Action> actions() {
        return byAction(rules).keySet();
    }

    /** The rule for an action, or empty if the network does not have it. */
    public Optional<ActionRule> rule(Action action) {
        return Optional.ofNullable(byAction(rules).get(action));
    }

    /** Whether the network's experiments take datasets of that type. */
    public boolean takesType(String type) {
        return datasetType.equals(type) || datasetType.equals("not_restricted") || datasetType.equals("user_custom");
    }

    private static Map<Action, ActionRule> byAction(List<ActionRule> rules) {
        Map<Action, ActionRule> map = new LinkedHashMap<>();
        rules.forEach(rule -> map.put(rule.action(), rule));
        return map;
    }
}
