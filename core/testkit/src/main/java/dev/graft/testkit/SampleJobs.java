// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.described.DescribedDataset;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Jobs as a server could start them: datasets with everything that the action reads, a parent of every allowed kind and, where none is
 * required, none.
 */
final class SampleJobs {

    private final ActionProvider plugin;
    private final String type;
    private final Function<Action, ObjectNode> specs;
    private final Path folder;

    /** @param type of the datasets */
    SampleJobs(ActionProvider plugin, String type, Function<Action, ObjectNode> specs, Path folder) {
        this.plugin = plugin;
        this.type = type;
        this.specs = specs;
        this.folder = folder;
    }

    /** Jobs of an experiment: one per dataset format and allowed parent. */
    List<LaunchRequest> ofExperiment(ActionRule rule, Collection<String> formats) throws IOException {
        return jobs(rule, formats, this::experiment);
    }

    /** Jobs on a dataset: one per dataset format and allowed parent. */
    List<LaunchRequest> ofDataset(ActionRule rule, Collection<String> formats) throws IOException {
        return jobs(rule, formats, SampleJobs::own);
    }

    /** Makes the inputs of a job. */
    private interface Inputs {
        JobInputs of(JobInputs.Dataset dataset, Optional<JobInputs.Parent> parent);
    }

    private List<LaunchRequest> jobs(ActionRule rule, Collection<String> formats, Inputs inputs) throws IOException {
        List<LaunchRequest> jobs = new ArrayList<>();
        for (String format : formats) {
            JobInputs.Dataset dataset = dataset(rule.action(), format);
            if (!rule.parentRequired()) {
                jobs.add(job(rule.action(), inputs.of(dataset, Optional.empty())));
            }
            for (Action parent : rule.parents()) {
                jobs.add(job(rule.action(), inputs.of(dataset, Optional.of(parent(parent)))));
            }
        }
        return jobs;
    }

    private JobInputs experiment(JobInputs.Dataset dataset, Optional<JobInputs.Parent> parent) {
        return new JobInputs(
                List.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                parent,
                List.of(new JobInputs.BaseModel("base", folder.resolve("base.pth"), true)),
                Optional.empty());
    }

    private static JobInputs own(JobInputs.Dataset dataset, Optional<JobInputs.Parent> parent) {
        return new JobInputs(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(dataset),
                parent,
                List.of(),
                Optional.empty());
    }

    private LaunchRequest job(Action action, JobInputs inputs) throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        return new LaunchRequest(
                "5c9a1c6e-7b5f-4b8e-9d3f-0a1b2c3d4e5f", action, specs.apply(action), inputs, results, "key", 1);
    }

    /** A dataset that has every path that the action may read, folders and files alike. */
    private JobInputs.Dataset dataset(Action action, String format) throws IOException {
        Path root = Files.createDirectories(folder.resolve("dataset-" + action + "-" + format));
        for (String path : paths(action)) {
            Path file = root.resolve(path);
            Files.createDirectories(path.contains("*") ? file.getParent() : file);
        }
        return new JobInputs.Dataset("dataset", type, format, root);
    }

    private List<String> paths(Action action) {
        if (plugin instanceof DescribedNetwork network) {
            return network.datasetPaths(action);
        }
        return plugin instanceof DescribedDataset dataset ? dataset.datasetPaths(action) : List.of();
    }

    private JobInputs.Parent parent(Action action) throws IOException {
        Path results = Files.createDirectories(folder.resolve("parent-" + action));
        String model = switch (action) {
            case EXPORT -> "model.onnx";
            case GEN_TRT_ENGINE, TRTEXEC -> "model.engine";
            default -> "model.pth";
        };
        boolean own = plugin.rule(action).isPresent();
        ObjectNode parentSpecs = own ? specs.apply(action) : specs.apply(plugin.rules().get(0).action());
        return new JobInputs.Parent("parent", action, results, Optional.of(results.resolve(model)), parentSpecs);
    }
}
