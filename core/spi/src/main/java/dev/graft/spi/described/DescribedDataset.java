// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.dataset.DatasetDescriptor;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFiles;
import java.util.List;

/**
 * The actions of a dataset type described by two files beside its class: {@code dataset.yaml} and {@code specs.yaml}. A plugin extends
 * it with an empty class that bears {@link org.pf4j.Extension}, and overrides what files cannot say. Immutable and thread safe, as long
 * as the subclass is.
 *
 * <pre>{@code
 * type: my_type
 * title: My pictures
 * fill: {results_dir: output_dir}                # spec fields that the server fills for every action
 * actions:
 *   convert:
 *     formats: [default]                         # the formats that have the action
 *     main_class: org.example.worker.Main        # the embedded form
 *     fill: {root: own_dataset:.}
 *     adds: {records: records}                   # a folder of the results that is put into the dataset
 *   augment:
 *     formats: [default]
 *     main_class: org.example.worker.Main
 *     makes: {folder: dataset, packed: true}     # a folder of the results that becomes a dataset
 * }</pre>
 *
 * <p>Everything else is as in {@link DescribedNetwork}.
 */
public abstract class DescribedDataset implements DatasetPlugin {

    private static final String FILE = "dataset.yaml";

    private final DatasetFile file;
    private final DescribedActions actions;

    /**
     * Reads {@code dataset.yaml} and {@code specs.yaml} beside the subclass.
     *
     * @throws DeclarationException with every fault of a file, each with its line
     */
    protected DescribedDataset() {
        DeclarationFiles files = new DeclarationFiles(getClass());
        this.file = DatasetFile.read(files, FILE);
        this.actions = DescribedActions.of(file.descriptor().type(), FILE, file.actions(), files);
    }

    @Override
    public final DatasetDescriptor dataset() {
        return file.descriptor();
    }

    @Override
    public final SpecSchema specs(Action action) {
        return actions.specs(action);
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
     * Changes filled specs where a file cannot say how. Called for both forms, from any scheduler thread; must not block.
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
