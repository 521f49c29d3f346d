// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.dataset;

import dev.graft.spi.network.ActionRule;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * One action on datasets of a type.
 *
 * @param rule the action and what it may follow; its {@code datasets} are empty, as it reads its own
 * @param formats the dataset formats that have it, at least one
 */
public record DatasetAction(ActionRule rule, Set<String> formats) {
    public DatasetAction {
        Objects.requireNonNull(rule, "rule");
        formats = Collections.unmodifiableSet(new LinkedHashSet<>(formats));
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("action " + rule.action() + " needs the formats that have it");
        }
        if (!rule.datasets().isEmpty()) {
            throw new IllegalArgumentException("action " + rule.action() + " reads its own dataset and no experiment's");
        }
    }
}
