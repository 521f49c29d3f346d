// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.PullStatus;
import dev.graft.fault.FaultList;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the datasets and experiments must be like that an experiment names. */
@ApplicationScoped
public class ReferenceCheck {

    private static final int MOST_BASES = 2;

    /** Formats without labels: good for inference, not for training. */
    private static final Set<String> UNLABELLED = Set.of("raw", "coco_raw");

    /** Data that stays at an endpoint; read by networks of the medical field whatever their formats are. */
    private static final String MONAI = "monai";

    private final DatasetRepository datasets;
    private final ExperimentRepository experiments;

    /** For the container's proxy. */
    protected ReferenceCheck() {
        this(null, null);
    }

    @Inject
    public ReferenceCheck(DatasetRepository datasets, ExperimentRepository experiments) {
        this.datasets = datasets;
        this.experiments = experiments;
    }

    /** Faults of the datasets that were sent: unknown ones, wrong type or format, files that are invalid. */
    void checkDatasets(String org, ExperimentDraft draft, NetworkDescriptor network, FaultList faults) {
        Map<String, UUID> labelled = new LinkedHashMap<>();
        Map<String, UUID> others = new LinkedHashMap<>();
        draft.trainDatasets().ifPresent(ids -> number("/train_datasets/", ids, labelled));
        draft.evalDataset().ifPresent(id -> labelled.put("/eval_dataset", id));
        draft.inferenceDataset().ifPresent(id -> others.put("/inference_dataset", id));
        draft.calibrationDataset().ifPresent(id -> others.put("/calibration_dataset", id));

        Set<UUID> ids = new HashSet<>(labelled.values());
        ids.addAll(others.values());
        if (ids.isEmpty()) {
            return;
        }
        Map<UUID, Dataset> found =
                datasets.findAll(org, ids).stream().collect(Collectors.toMap(Dataset::id, Function.identity()));
        labelled.forEach((pointer, id) -> problem(id, found, network, true).ifPresent(text -> faults.add(pointer, text)));
        others.forEach((pointer, id) -> problem(id, found, network, false).ifPresent(text -> faults.add(pointer, text)));
        draft.trainDatasets()
                .filter(sent -> new HashSet<>(sent).size() < sent.size())
                .ifPresent(sent -> faults.add("/train_datasets", "names a dataset twice"));
    }

    private static void number(String pointer, List<UUID> ids, Map<String, UUID> byPointer) {
        for (int i = 0; i < ids.size(); i++) {
            byPointer.put(pointer + i, ids.get(i));
        }
    }

    private static Optional<String> problem(
            UUID id, Map<UUID, Dataset> found, NetworkDescriptor network, boolean labelled) {
        Dataset dataset = found.get(id);
        if (dataset == null) {
            return Optional.of("there is no dataset " + id + " in this organisation");
        }
        if (!network.takesType(dataset.type())) {
            return Optional.of("dataset '" + dataset.name() + "' is of type " + dataset.type() + "; network "
                    + network.architecture() + " takes " + network.datasetType());
        }
        if (!takesFormat(network, dataset.format(), labelled)) {
            return Optional.of("dataset '" + dataset.name() + "' is of format " + dataset.format() + "; network "
                    + network.architecture() + " takes " + String.join(", ", network.datasetFormats()) + " here");
        }
        if (dataset.status() == PullStatus.INVALID_PULL) {
            return Optional.of("dataset '" + dataset.name() + "' cannot be used: "
                    + dataset.statusReason().orElse("its last pull failed"));
        }
        return Optional.empty();
    }

    private static boolean takesFormat(NetworkDescriptor network, String format, boolean labelled) {
        if (UNLABELLED.contains(format)) {
            return !labelled;
        }
        return network.datasetFormats().isEmpty() || network.datasetFormats().contains(format) || format.equals(MONAI);
    }

    /**
     * Faults of the base experiments that were sent: more than two, unreadable ones, other architectures.
     *
     * @param self the experiment that is changed; empty for a new one
     */
    void checkBases(String org, ExperimentDraft draft, NetworkDescriptor network, Optional<UUID> self, FaultList faults) {
        List<UUID> ids = draft.baseExperiment().orElse(List.of());
        if (ids.isEmpty()) {
            return;
        }
        if (ids.size() > MOST_BASES) {
            faults.add("/base_experiment", "names " + ids.size() + " experiments; at most " + MOST_BASES + " are allowed");
            return;
        }
        Map<UUID, Experiment> found = experiments.findAllReadable(org, new HashSet<>(ids)).stream()
                .collect(Collectors.toMap(Experiment::id, Function.identity()));
        List<UUID> seen = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            UUID id = ids.get(i);
            String pointer = "/base_experiment/" + i;
            if (seen.contains(id)) {
                faults.add(pointer, "names an experiment twice");
            } else if (self.equals(Optional.of(id))) {
                faults.add(pointer, "an experiment cannot start from itself");
            } else if (!found.containsKey(id)) {
                faults.add(pointer, "there is no experiment " + id + " in this organisation or among the public ones");
            } else if (!found.get(id).networkArch().equals(network.architecture())) {
                faults.add(pointer, "experiment '" + found.get(id).name() + "' is of " + found.get(id).networkArch()
                        + "; the same architecture is needed, " + network.architecture());
            }
            seen.add(id);
        }
    }
}
