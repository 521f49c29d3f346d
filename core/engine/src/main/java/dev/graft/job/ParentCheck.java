// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Judges whether a job may follow another: of the same organisation, not failed, and with an output that the action can use. */
@ApplicationScoped
public class ParentCheck {

    private final JobRepository jobs;

    /** For the container's proxy. */
    protected ParentCheck() {
        this(null);
    }

    @Inject
    public ParentCheck(JobRepository jobs) {
        this.jobs = jobs;
    }

    /** @throws GraftException INVALID_PARENT if it may not */
    void check(String org, JobSubject subject, Action action, Optional<UUID> parentId) {
        ActionRule rule = subject.rule(action);
        if (parentId.isEmpty()) {
            if (rule.parentRequired()) {
                throw refused("Action " + action + " needs a parent_job_id: a job of action " + usable(rule) + ".");
            }
            return;
        }
        Job parent = jobs.find(org, parentId.get())
                .orElseThrow(() -> refused("There is no job " + parentId.get() + " in this organisation to follow."));
        checkAction(action, rule, parent);
        if (parent.state() == JobState.ERROR || parent.state() == JobState.CANCELED) {
            throw refused("Job " + parent.id() + " ended as " + parent.state().label()
                    + " and has no output to use; name a job that is Done, Running or Pending.");
        }
        if (parent.owner().kind() == JobOwner.Kind.EXPERIMENT && !parent.architecture().equals(subject.architecture())) {
            throw refused("Job " + parent.id() + " is of network_arch " + parent.architecture() + "; a job of "
                    + subject.architecture() + " cannot use its output.");
        }
    }

    private static void checkAction(Action action, ActionRule rule, Job parent) {
        if (rule.parents().isEmpty()) {
            throw refused("Action " + action + " uses no other job's output; leave parent_job_id out.");
        }
        if (!rule.parents().contains(parent.action())) {
            throw refused("Action " + action + " cannot use the output of job " + parent.id() + " of action " + parent.action()
                    + "; it can follow " + usable(rule) + ".");
        }
    }

    private static String usable(ActionRule rule) {
        return rule.parents().stream().sorted().map(Action::wireName).collect(Collectors.joining(" or "));
    }

    private static GraftException refused(String message) {
        return new GraftException(StandardError.INVALID_PARENT, message);
    }
}
