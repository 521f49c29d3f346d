// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Jobs as a server could start them: datasets with everything that the action reads, a parent of every allowed kind and, where none is
 * required, none.
 */
final class SampleJobs {

    private final NetworkPlugin plugin;
    private final Function<Action, ObjectNode> specs;
    private final Path folder;

    SampleJobs(NetworkPlugin plugin, Function<Action, ObjectNode> specs, Path folder) {
        this.plugin = plugin;
        this.specs = specs;
        this.folder = folder;
    }

    /** One job per dataset format and allowed parent. */
    List<LaunchRequest> of(ActionRule rule) throws IOException {
        List<LaunchRequest> jobs = new ArrayList<>();
        for (String format : plugin.network().datasetFormats()) {
            JobInputs.Dataset dataset = dataset(rule.action(), format);
            if (!rule.parentRequired()) {
                jobs.add(job(rule.action(), dataset, Optional.empty()));
            }
            for (Action parent : rule.parents()) {
                jobs.add(job(rule.action(), dataset, Optional.of(parent(parent))));
            }
        }
        return jobs;
    }

    private LaunchRequest job(Action action, JobInputs.Dataset dataset, Optional<JobInputs.Parent> parent) throws IOException {
        JobInputs inputs = new JobInputs(
                List.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                Optional.of(dataset),
                parent,
                List.of(new JobInputs.BaseModel("base", folder.resolve("base.pth"), true)),
                Optional.empty());
        Path results = Files.createDirectories(folder.resolve("results"));
        return new LaunchRequest(
                "5c9a1c6e-7b5f-4b8e-9d3f-0a1b2c3d4e5f", action, specs.apply(action), inputs, results, "key", 1);
    }

    /** A dataset that has every path that the action may read, folders and files alike. */
    private JobInputs.Dataset dataset(Action action, String format) throws IOException {
        Path root = Files.createDirectories(folder.resolve("dataset-" + action + "-" + format));
        if (plugin instanceof DescribedNetwork described) {
            for (String path : described.datasetPaths(action)) {
                Path file = root.resolve(path);
                Files.createDirectories(path.contains("*") ? file.getParent() : file);
            }
        }
        return new JobInputs.Dataset("dataset", plugin.network().datasetType(), format, root);
    }

    private JobInputs.Parent parent(Action action) throws IOException {
        Path results = Files.createDirectories(folder.resolve("parent-" + action));
        String model = switch (action) {
            case EXPORT -> "model.onnx";
            case GEN_TRT_ENGINE, TRTEXEC -> "model.engine";
            default -> "model.pth";
        };
        boolean own = plugin.network().actions().contains(action);
        ObjectNode parentSpecs = own ? specs.apply(action) : specs.apply(plugin.network().rules().get(0).action());
        return new JobInputs.Parent("parent", action, results, Optional.of(results.resolve(model)), parentSpecs);
    }
}
