// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.spec.SpecFile;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.DeclarationFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network described by two files beside its class: {@code network.yaml} and {@code specs.yaml}. A plugin extends it with an
 * empty class that bears {@link org.pf4j.Extension}, and overrides what files cannot say. Immutable and thread safe, as long as the
 * subclass is.
 *
 * <pre>{@code
 * architecture: my_network
 * title: My network
 * domain: vision
 * datasets: {type: image_classification, formats: [classification_pyt]}
 * key_metric: {name: accuracy, goal: maximize}
 * automl: true
 * checkpoint: {extensions: [.pth], epoch_delimiter: _, epoch_digits: 1}
 * classes: {count: model.num_classes, exact: true}                  # optional: specs that follow the dataset's classes
 * container: {image: my_image, program: my_network, specs: yaml}    # optional
 * fill: {results_dir: output_dir}                                   # spec fields that the server fills for every action
 * actions:
 *   train:
 *     datasets: [train, eval]
 *     main_class: org.example.worker.Main                           # the embedded form
 *     fill:
 *       dataset.folder: train_dataset:images_train
 *     container:                                                    # what differs from the common container
 *       options: {experiment_spec_file: spec_file, gpus: specs}
 *   evaluate:
 *     parents: [train]
 *     needs_parent: true
 * }</pre>
 */
public abstract class DescribedNetwork implements NetworkPlugin {

    private final NetworkFile file;
    private final Map<Action, SpecSchema> schemas;

    /**
     * Reads {@code network.yaml} and {@code specs.yaml} beside the subclass.
     *
     * @throws DeclarationException with every fault of a file, each with its line
     */
    protected DescribedNetwork() {
        DeclarationFiles files = new DeclarationFiles(getClass());
        this.file = NetworkFile.read(files, "network.yaml");
        this.schemas = SpecFile.read(files, "specs.yaml");
        checkActions();
        checkFilledFields();
    }

    private void checkActions() {
        Set<Action> withSpecs = new TreeSet<>(schemas.keySet());
        Set<Action> described = new TreeSet<>(file.descriptor().actions());
        if (!withSpecs.equals(described)) {
            throw new DeclarationException(
                    List.of("network.yaml has the actions " + described + ", but specs.yaml has " + withSpecs));
        }
    }

    /** Every field that the server fills has to be declared, so that nobody is surprised by it. */
    private void checkFilledFields() {
        DeclarationFaults faults = new DeclarationFaults();
        file.actions().forEach((action, described) -> {
            Set<String> declared = schemas.get(action).parameters().stream().map(SpecParameter::name).collect(Collectors.toSet());
            described.fills().stream()
                    .map(fill -> fill.field().parameter())
                    .filter(field -> !declared.contains(field))
                    .forEach(field -> faults.add("network.yaml", action + " fills " + field + ", which specs.yaml does not declare"));
        });
        faults.throwIfAny();
    }

    @Override
    public final NetworkDescriptor network() {
        return file.descriptor();
    }

    @Override
    public final SpecSchema specs(Action action) {
        return Optional.ofNullable(schemas.get(action)).orElseThrow(() -> unknown(action));
    }

    @Override
    public ObjectNode adaptDefaults(Action action, ObjectNode defaults, DatasetFacts datasets) {
        file.classes().ifPresent(rule -> rule.adapt(defaults, datasets));
        return defaults;
    }

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        return file.classes().map(rule -> rule.check(specs, datasets)).orElse(List.of());
    }

    @Override
    public final Launcher launcher(Action action) {
        DescribedAction described = Optional.ofNullable(file.actions().get(action)).orElseThrow(() -> unknown(action));
        return request -> plan(described, request);
    }

    /**
     * Changes filled specs where a file cannot say how: fields that exclude each other, for example. Called for both forms, from any
     * scheduler thread; must not block.
     *
     * @param specs the specs with the server's fields in their places; to be changed
     */
    protected void adjust(LaunchRequest request, ObjectNode specs) {}

    /**
     * Changes the specs that a container reads, where they differ in shape from what users write. Called after
     * {@link #adjust(LaunchRequest, ObjectNode)}, with a copy.
     *
     * @param specs to be changed
     */
    protected void adjustForContainer(LaunchRequest request, ObjectNode specs) {}

    /** The paths, relative to a dataset, that an action reads; of alternatives all. For tests of plugins. */
    public final List<String> datasetPaths(Action action) {
        DescribedAction described = Optional.ofNullable(file.actions().get(action)).orElseThrow(() -> unknown(action));
        Stream<ValueSource> filled = described.fills().stream().flatMap(fill -> fill.sources().stream());
        Stream<ValueSource> said = described.container().stream().flatMap(ContainerCommand::sources);
        return Stream.concat(filled, said)
                .flatMap(source -> source.datasetPath().stream())
                .flatMap(path -> path.alternatives().stream())
                .distinct()
                .toList();
    }

    private LaunchPlan plan(DescribedAction described, LaunchRequest request) {
        if (request.action() != described.action()) {
            throw new IllegalArgumentException(
                    "this launcher plans " + described.action() + ", not " + request.action());
        }
        ObjectNode specs = described.fill(request, specs(request.action()));
        adjust(request, specs);
        return new LaunchPlan(specs, described.embedded(), described.container().map(command -> {
            ObjectNode forContainer = specs.deepCopy();
            adjustForContainer(request, forContainer);
            return command.form(request, forContainer);
        }));
    }

    private IllegalArgumentException unknown(Action action) {
        return new IllegalArgumentException(
                network().architecture() + " has no action " + action + "; it has " + network().actions());
    }
}
