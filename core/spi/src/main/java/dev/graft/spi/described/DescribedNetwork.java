// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 *     main_class: org.example.worker.Main                           # the embedded form, or
 *     # command: [sh, "{plugin_dir}/train.sh", "{spec_file}"]       # a command, see CommandWorker
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

    private static final String FILE = "network.yaml";

    private final NetworkFile file;
    private final DescribedActions actions;

    /**
     * Reads {@code network.yaml} and {@code specs.yaml} beside the subclass.
     *
     * @throws DeclarationException with every fault of a file, each with its line
     */
    protected DescribedNetwork() {
        this(Optional.empty());
    }

    /** @param folder where the files lie; beside the subclass if empty */
    private DescribedNetwork(Optional<Path> folder) {
        DeclarationFiles files = folder.map(DeclarationFiles::new).orElseGet(() -> new DeclarationFiles(getClass()));
        this.file = NetworkFile.read(files, FILE);
        this.actions = DescribedActions.of(file.descriptor().architecture(), FILE, file.actions(), files);
    }

    /**
     * A network described by the files in a folder, without a class: what a plugin of files alone brings. Its actions run commands
     * ({@code command}) or containers.
     *
     * @throws DeclarationException with every fault of a file, each with its line
     */
    public static DescribedNetwork in(Path folder) {
        return new OfFiles(folder);
    }

    /** A network without a class of its own. */
    private static final class OfFiles extends DescribedNetwork {
        OfFiles(Path folder) {
            super(Optional.of(folder));
        }
    }

    @Override
    public final NetworkDescriptor network() {
        return file.descriptor();
    }

    @Override
    public final SpecSchema specs(Action action) {
        return actions.specs(action);
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
        actions.require(action);
        return request -> actions.plan(action, request, this::adjust, this::adjustForContainer);
    }

    @Override
    public List<DatasetOutcome> outcomes(Action action, ObjectNode specs, JobInputs.Dataset own) {
        return actions.outcomes(action, own.format());
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
        return actions.datasetPaths(action);
    }
}
