// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.dataset;

import dev.graft.spi.network.ActionRule;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What may be done with datasets of a type.
 *
 * @param type the API's dataset {@code type}: lower case letters, digits and underscores, at most 100
 * @param title a name for people
 * @param actions its actions in the order in which people use them
 */
public record DatasetDescriptor(String type, String title, List<DatasetAction> actions) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    public DatasetDescriptor {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("'" + type + "' is no name of a dataset type: use a-z, 0-9 and _");
        }
        Objects.requireNonNull(title, "title");
        actions = List.copyOf(actions);
        if (actions.stream().map(action -> action.rule().action()).distinct().count() != actions.size()) {
            throw new IllegalArgumentException(type + " lists an action twice");
        }
    }

    /** The rules of all actions. */
    public List<ActionRule> rules() {
        return actions.stream().map(DatasetAction::rule).toList();
    }

    /** The rules of the actions that datasets of a format have. */
    public List<ActionRule> rules(String format) {
        return actions.stream().filter(action -> action.formats().contains(format)).map(DatasetAction::rule).toList();
    }
}
