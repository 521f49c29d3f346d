// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cluster.AllSlots;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.PullStatus;
import dev.graft.fault.InvalidRequest;
import dev.graft.org.Caller;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Judges orders before anything is stored. */
@ApplicationScoped
public class JobSubmission {

    private final JobOwners owners;
    private final ParentCheck parents;
    private final SpecService specs;
    private final AllSlots slots;
    private final SearchPlans searches;
    private final JobLimits limits;
    private final Clock clock;

    /** For the container's proxy. */
    protected JobSubmission() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public JobSubmission(
            JobOwners owners,
            ParentCheck parents,
            SpecService specs,
            AllSlots slots,
            SearchPlans searches,
            JobLimits limits,
            Clock clock) {
        this.owners = owners;
        this.parents = parents;
        this.specs = specs;
        this.slots = slots;
        this.searches = searches;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * What a resumed job goes on with.
     *
     * @param parentId its parent
     * @param specs its merged and validated specs
     */
    record Resumption(Optional<UUID> parentId, ObjectNode specs) {
        Resumption {
            Objects.requireNonNull(parentId, "parentId");
            Objects.requireNonNull(specs, "specs");
        }
    }

    /** The job that an order makes, if nothing speaks against it; see {@link JobService#submit}. */
    Job check(Caller caller, JobOwner owner, JobOrder order) {
        JobSubject subject = owners.subject(caller.org(), owner);
        ActionProvider plugin = subject.requirePlugin(order.action());
        parents.check(caller.org(), subject, order.action(), order.parentJobId());
        checkDatasets(subject, order.action());
        slots.requireFitting(Math.max(1, order.numGpu().orElse(1)), order.platform());
        JobOrder limited = limits.check(caller.org(), order);
        ObjectNode merged = merged(
                plugin,
                order.action(),
                specs.defaults(plugin, order.action(), subject.facts()),
                order.specs(),
                subject.facts());
        Job job = new Job(
                UUID.randomUUID(), caller.org(), owner, subject.architecture(), limited, merged, caller.userId(), clock.instant());
        if (plugin instanceof NetworkPlugin network) {
            searches.plan(job, network);
        }
        return job;
    }

    /** Judges what is given at a resumption, as for a new job; the specs are merged into those that the job has. */
    Resumption checkResumption(Caller caller, Job job, Optional<UUID> parentId, Optional<ObjectNode> given) {
        boolean extended = job.isSearch() && job.state() == JobState.DONE;
        if (job.state() != JobState.CANCELED && !extended) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Job " + job.id() + " is " + job.state().label() + "; only a Canceled job can be resumed.");
        }
        JobSubject subject = owners.subject(caller.org(), job.owner());
        ActionProvider plugin = subject.requirePlugin(job.action());
        Optional<UUID> parent = parentId.or(job::parentId);
        if (parent.equals(Optional.of(job.id()))) {
            throw new GraftException(StandardError.INVALID_PARENT, "A job cannot follow itself; leave parent_job_id out.");
        }
        parents.check(caller.org(), subject, job.action(), parent);
        checkDatasets(subject, job.action());
        return new Resumption(parent, merged(plugin, job.action(), job.specs(), given, subject.facts()));
    }

    /** The JSON Schema of an action's specs, with the defaults that fit the owner's datasets. */
    ObjectNode schema(Caller caller, JobOwner owner, Action action) {
        JobSubject subject = owners.subject(caller.org(), owner);
        return specs.schema(subject.requirePlugin(action), action, subject.facts());
    }

    private ObjectNode merged(
            ActionProvider plugin, Action action, ObjectNode base, Optional<ObjectNode> given, DatasetFacts facts) {
        ObjectNode merged = specs.merge(base, given.orElseGet(JsonNodeFactory.instance::objectNode));
        List<SpecFault> faults = specs.validate(plugin, action, merged, facts);
        if (!faults.isEmpty()) {
            throw new InvalidRequest(
                    StandardError.INVALID_SPECS,
                    faults.stream().map(fault -> new SpecFault("/specs" + fault.pointer(), fault.message())).toList());
        }
        return merged;
    }

    private void checkDatasets(JobSubject subject, Action action) {
        ActionRule rule = subject.rule(action);
        Set<DatasetRole> usable = action.trains() ? Set.of(DatasetRole.TRAIN) : rule.datasets();
        boolean needed = rule.datasets().containsAll(usable) && usable.stream().anyMatch(role -> role != DatasetRole.CALIBRATION);
        if (needed && usable.stream().noneMatch(subject.datasets()::containsKey)) {
            String fields = usable.stream().sorted().map(JobSubmission::fieldOf).collect(Collectors.joining(" or "));
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "The " + subject.owner() + " has no dataset to " + action + " with: set its " + fields + " first.");
        }
        rule.datasets().stream()
                .flatMap(role -> subject.datasets().getOrDefault(role, List.of()).stream())
                .filter(dataset -> dataset.status() == PullStatus.INVALID_PULL)
                .findFirst()
                .ifPresent(JobSubmission::refuse);
    }

    private static String fieldOf(DatasetRole role) {
        return switch (role) {
            case TRAIN -> "train_datasets";
            case EVAL -> "eval_dataset";
            case INFERENCE -> "inference_dataset";
            case CALIBRATION -> "calibration_dataset";
        };
    }

    private static void refuse(Dataset dataset) {
        throw new GraftException(
                StandardError.INVALID_DATASET,
                "Dataset " + dataset.id() + " is invalid_pull: " + dataset.statusReason().orElse("its files do not fit its type and format")
                        + " Upload a corrected archive, or name another dataset.");
    }
}
