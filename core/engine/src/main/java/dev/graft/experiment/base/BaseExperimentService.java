// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudSources;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDeleted;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.fault.FaultList;
import dev.graft.fault.NotFound;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.secret.Vault;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the server's administrators do with base experiments. Everyone uses them as any public experiment. */
@ApplicationScoped
@Transactional
public class BaseExperimentService {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int LONGEST_PATH = 250;

    private final BaseExperimentRepository bases;
    private final ExperimentRepository experiments;
    private final NetworkRegistry networks;
    private final CloudSources clouds;
    private final BaseModelFiles files;
    private final Vault vault;
    private final Clock clock;
    private final Event<Object> events;

    /** For the container's proxy. */
    protected BaseExperimentService() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    public BaseExperimentService(
            BaseExperimentRepository bases,
            ExperimentRepository experiments,
            NetworkRegistry networks,
            CloudSources clouds,
            BaseModelFiles files,
            Vault vault,
            Clock clock,
            Event<Object> events) {
        this.bases = bases;
        this.experiments = experiments;
        this.networks = networks;
        this.clouds = clouds;
        this.files = files;
        this.vault = vault;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Registers a model; its files are fetched in the background. One whose last pull failed may be registered again, with other details.
     *
     * @param caller an administrator of the organisation that runs the server, to which the experiment belongs
     * @param draft architecture, {@code ngc_path} and {@code cloud_details} are required; {@code sha256_digest} holds checksums by file
     *     name
     * @throws dev.graft.fault.InvalidRequest with everything wrong
     * @throws GraftException CONFLICT if that model is there already
     */
    public Experiment register(Caller caller, ExperimentDraft draft) {
        caller.require(Role.ADMIN);
        NetworkDescriptor network = check(draft);
        UUID id = BaseExperimentId.of(draft.ngcPath().orElseThrow(), network.architecture(), draft.additionalIdInfo());
        Experiment experiment = bases.find(id).map(known -> again(known, draft)).orElseGet(() -> {
            Experiment made = new Experiment(id, caller.org(), caller.userId(), network.domain(), opened(draft), vault, now());
            made.basePull(PullStatus.STARTING, now());
            experiments.add(made);
            return made;
        });
        events.fire(new BaseModelWanted(id));
        return experiment;
    }

    private Experiment again(Experiment known, ExperimentDraft draft) {
        if (!known.basePullStatus().equals(Optional.of(PullStatus.INVALID_PULL))) {
            throw new GraftException(
                    StandardError.CONFLICT,
                    "This model is registered as experiment " + known.id() + " and is "
                            + known.basePullStatus().map(PullStatus::wireName).orElse("none of the server's")
                            + ". Delete that first, or give another ngc_path or additional_id_info.");
        }
        known.describe(opened(draft), vault, now());
        known.basePull(PullStatus.STARTING, now());
        return known;
    }

    /** The draft, open to all and to be changed by nobody. */
    private static ExperimentDraft opened(ExperimentDraft draft) {
        ExperimentDraft.Builder open = ExperimentDraft.builder()
                .networkArch(draft.networkArch().orElseThrow())
                .name(draft.name().orElse(draft.ngcPath().orElseThrow()))
                .ngcPath(draft.ngcPath().orElseThrow())
                .cloudDetails(draft.cloudDetails().orElseThrow())
                .publicAccess(true)
                .readOnly(true);
        draft.description().ifPresent(open::description);
        draft.version().ifPresent(open::version);
        draft.logo().ifPresent(open::logo);
        draft.additionalIdInfo().ifPresent(open::additionalIdInfo);
        draft.ptmBackbone().ifPresent(open::ptmBackbone);
        draft.sha256Digest().ifPresent(open::sha256Digest);
        draft.modelParams().ifPresent(open::modelParams);
        return open.build();
    }

    private NetworkDescriptor check(ExperimentDraft draft) {
        FaultList faults = new FaultList();
        Optional<NetworkDescriptor> network = draft.networkArch().flatMap(networks::find).map(NetworkPlugin::network);
        if (network.isEmpty()) {
            faults.add("/network_arch", "must name a network that is installed");
        }
        if (draft.ngcPath().filter(path -> !path.isBlank()).isEmpty()) {
            faults.add("/ngc_path", "is missing; it names the model, for example nvidia/tao/pretrained_classification:resnet18");
        }
        faults.limit("/ngc_path", draft.ngcPath(), LONGEST_PATH)
                .limit("/name", draft.name(), 500)
                .limit("/description", draft.description(), 1000)
                .limit("/version", draft.version(), 500)
                .limit("/logo", draft.logo(), 2048)
                .limit("/additional_id_info", draft.additionalIdInfo(), 100);
        checkSource(draft.cloudDetails(), faults);
        draft.sha256Digest().ifPresent(digests -> digests.properties().stream()
                .filter(entry -> !SHA256.matcher(entry.getValue().asText()).matches())
                .map(Map.Entry::getKey)
                .forEach(name -> faults.add("/sha256_digest/" + name, "must be a SHA-256 of 64 hexadecimal digits")));
        faults.throwIfAny();
        return network.orElseThrow();
    }

    private void checkSource(Optional<CloudDetails> source, FaultList faults) {
        if (source.flatMap(CloudDetails::type).isEmpty()) {
            faults.add("/cloud_details", "is missing; it says where the model's files lie (cloud_type, cloud_specific_details)");
        }
        source.map(details -> clouds.faults(details, "model"))
                .ifPresent(found -> found.forEach(fault -> faults.add("/cloud_details" + fault.pointer(), fault.message())));
    }

    /** All of them, by name. */
    public List<Experiment> list(Caller caller) {
        caller.require(Role.ADMIN);
        return bases.all();
    }

    /** One of them. */
    public Experiment get(Caller caller, UUID id) {
        caller.require(Role.ADMIN);
        return bases.find(id).orElseThrow(() -> NotFound.of("base experiment", id));
    }

    /**
     * Removes one with its files.
     *
     * @throws GraftException ILLEGAL_STATE if an experiment starts from it
     */
    public Experiment delete(Caller caller, UUID id) {
        Experiment base = get(caller, id);
        if (!experiments.namesStartingFrom(base).isEmpty() || experiments.isBaseElsewhere(base)) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE, "Experiments start from '" + base.name() + "'. Change or delete them first.");
        }
        events.fire(new ExperimentDeleted(base.org(), id));
        experiments.remove(base);
        files.remove(id);
        return base;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
