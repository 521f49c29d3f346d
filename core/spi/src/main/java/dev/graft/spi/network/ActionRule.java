// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import dev.graft.spi.Action;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * One allowed action and what it may follow.
 *
 * @param action the action
 * @param parents actions whose output it can use as {@code parent_job_id}; empty when it uses none
 * @param parentRequired whether it cannot run without such a parent
 * @param datasets the datasets of the experiment that it reads and therefore waits for
 */
public record ActionRule(Action action, Set<Action> parents, boolean parentRequired, Set<DatasetRole> datasets) {

    /** The part that a dataset plays in an experiment, named as the experiment's field. */
    public enum DatasetRole {
        TRAIN,
        EVAL,
        INFERENCE,
        CALIBRATION
    }

    public ActionRule {
        Objects.requireNonNull(action, "action");
        parents = Collections.unmodifiableSet(new LinkedHashSet<>(parents));
        datasets = Collections.unmodifiableSet(new LinkedHashSet<>(datasets));
        if (parentRequired && parents.isEmpty()) {
            throw new IllegalArgumentException("action " + action + " requires a parent but allows none");
        }
    }
}
