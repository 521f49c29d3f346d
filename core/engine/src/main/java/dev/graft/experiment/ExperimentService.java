// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.fault.FaultList;
import dev.graft.fault.NotFound;
import dev.graft.fault.Versions;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.page.Page;
import dev.graft.secret.Vault;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.Domain;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What callers may do with experiments. Faults are {@link GraftException}s: NOT_FOUND for an id that the caller may not see, FORBIDDEN
 * for a role that does not suffice, INVALID_REQUEST with everything wrong in a body.
 */
@ApplicationScoped
@Transactional
public class ExperimentService {

    private final ExperimentRepository experiments;
    private final ExperimentCheck check;
    private final ReferenceCheck references;
    private final Vault vault;
    private final Clock clock;
    private final Event<Object> events;
    private final Iterable<ExperimentDependant> dependants;

    /** For the container's proxy. */
    protected ExperimentService() {
        this(null, null, null, null, null, null, (Iterable<ExperimentDependant>) null);
    }

    @Inject
    public ExperimentService(
            ExperimentRepository experiments,
            ExperimentCheck check,
            ReferenceCheck references,
            Vault vault,
            Clock clock,
            Event<Object> events,
            @Any Instance<ExperimentDependant> dependants) {
        this(experiments, check, references, vault, clock, events, (Iterable<ExperimentDependant>) dependants);
    }

    ExperimentService(
            ExperimentRepository experiments,
            ExperimentCheck check,
            ReferenceCheck references,
            Vault vault,
            Clock clock,
            Event<Object> events,
            Iterable<ExperimentDependant> dependants) {
        this.experiments = experiments;
        this.check = check;
        this.references = references;
        this.vault = vault;
        this.clock = clock;
        this.events = events;
        this.dependants = dependants;
    }

    /** Makes an experiment. The architecture is required, and one that is installed. */
    public Experiment create(Caller caller, ExperimentDraft draft) {
        caller.require(Role.MEMBER);
        FaultList faults = new FaultList();
        Optional<NetworkDescriptor> network = check.network(draft, faults);
        network.ifPresent(known -> {
            checkType(draft.type(), known.domain(), faults);
            checkReferences(caller.org(), draft, known, Optional.empty(), faults);
        });
        check.checkFields(draft, network, faults);
        faults.throwIfAny();
        Experiment experiment = new Experiment(
                UUID.randomUUID(), caller.org(), caller.userId(), network.orElseThrow().domain(), draft, vault, now());
        experiments.add(experiment);
        return experiment;
    }

    private void checkReferences(
            String org, ExperimentDraft draft, NetworkDescriptor network, Optional<UUID> self, FaultList faults) {
        references.checkDatasets(org, draft, network, faults);
        references.checkBases(org, draft, network, self, faults);
    }

    private static void checkType(Optional<Domain> sent, Domain own, FaultList faults) {
        sent.filter(type -> type != own)
                .ifPresent(type -> faults.add("/type", "is '" + word(type) + "'; experiments of this architecture are '" + word(own) + "'"));
    }

    private static String word(Domain domain) {
        return domain.name().toLowerCase(Locale.ROOT);
    }

    /** Those of the organisation and the public ones. */
    public Page<Experiment> list(Caller caller, ExperimentQuery query) {
        return experiments.list(caller, query);
    }

    /** One of the organisation's own or a public one. */
    public Experiment get(Caller caller, UUID id) {
        return experiments.findReadable(caller.org(), id).orElseThrow(() -> NotFound.of("experiment", id));
    }

    /**
     * Takes over what was sent; architecture and type may be sent only as they are.
     *
     * @param expectedVersion the {@link Experiment#lockVersion} that the caller has seen; empty for any
     * @throws GraftException PRECONDITION_FAILED if it is another one, ILLEGAL_STATE if it is read only
     */
    public Experiment change(Caller caller, UUID id, ExperimentDraft draft, OptionalLong expectedVersion) {
        Experiment experiment = own(caller, id, "change");
        Versions.check(expectedVersion, experiment.lockVersion());
        refuseReadOnly(experiment, draft.readOnly().equals(Optional.of(false)));
        FaultList faults = new FaultList();
        draft.networkArch()
                .filter(sent -> !sent.equals(experiment.networkArch()))
                .ifPresent(sent -> faults.add("/network_arch",
                        "is '" + experiment.networkArch() + "' and cannot be changed; make another experiment for '" + sent + "'"));
        checkType(draft.type(), experiment.type(), faults);
        Optional<NetworkDescriptor> network = check.find(experiment.networkArch());
        network.ifPresent(known -> checkReferences(caller.org(), draft, known, Optional.of(id), faults));
        check.checkFields(draft, network, faults);
        faults.throwIfAny();
        experiment.describe(draft, vault, now());
        return experiments.flushed(experiment);
    }

    /**
     * Removes an experiment with its jobs.
     *
     * @throws GraftException ILLEGAL_STATE if it is read only, another one starts from it, or its jobs are not over
     */
    public Experiment delete(Caller caller, UUID id, OptionalLong expectedVersion) {
        Experiment experiment = own(caller, id, "delete");
        Versions.check(expectedVersion, experiment.lockVersion());
        refuseReadOnly(experiment, false);
        refuseBase(experiment);
        for (ExperimentDependant dependant : dependants) {
            dependant.objection(experiment).ifPresent(ExperimentService::refuse);
        }
        events.fire(new ExperimentDeleted(experiment.org(), id));
        experiments.remove(experiment);
        return experiment;
    }

    private Experiment own(Caller caller, UUID id, String intent) {
        caller.require(Role.MEMBER);
        Experiment experiment = get(caller, id);
        if (!experiment.org().equals(caller.org())) {
            throw new GraftException(
                    StandardError.FORBIDDEN,
                    "Experiment " + id + " is public and belongs to another organisation, which alone may " + intent + " it.");
        }
        return experiment;
    }

    private static void refuseReadOnly(Experiment experiment, boolean unlocking) {
        if (experiment.readOnly() && !unlocking) {
            refuse("Experiment '" + experiment.name() + "' is read only. Send read_only false first.");
        }
    }

    private void refuseBase(Experiment experiment) {
        List<String> users = experiments.namesStartingFrom(experiment);
        if (!users.isEmpty()) {
            refuse("Experiments start from '" + experiment.name() + "': " + String.join(", ", users) + ". Change or delete them first.");
        }
        if (experiments.isBaseElsewhere(experiment)) {
            refuse("Experiments of other organisations start from '" + experiment.name() + "', which is public; it has to stay.");
        }
    }

    private static void refuse(String reason) {
        throw new GraftException(StandardError.ILLEGAL_STATE, reason);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
