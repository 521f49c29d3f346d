// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.executor.ScriptedWorker;
import dev.graft.executor.WorkerProcesses;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.Domain;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.network.TrainingLength;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecSchema;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network whose jobs run {@link ScriptedWorker}; the only one of its registry, which has {@link ScriptedDatasets} too. */
public final class ScriptedNetwork implements NetworkPlugin, NetworkRegistry {

    /** Its architecture. */
    public static final String NAME = "scripted";

    private static final NetworkDescriptor DESCRIPTOR = new NetworkDescriptor(
            NAME,
            "Scripted",
            Domain.VISION,
            "image_classification",
            List.of("classification_pyt"),
            Optional.of(new KeyMetric("accuracy", KeyMetric.Goal.MAXIMIZE)),
            false,
            Optional.of(new CheckpointRule(List.of(".pth"), "_", 1)),
            Optional.of(new TrainingLength("train.epochs", List.of(), List.of())),
            List.of(
                    new ActionRule(Action.TRAIN, Set.of(), false, Set.of(DatasetRole.TRAIN)),
                    new ActionRule(Action.EVALUATE, Set.of(Action.TRAIN, Action.EXPORT), false, Set.of()),
                    new ActionRule(Action.EXPORT, Set.of(Action.TRAIN), true, Set.of())));

    @Override
    public NetworkDescriptor network() {
        return DESCRIPTOR;
    }

    @Override
    public SpecSchema specs(Action action) {
        return new Schema();
    }

    @Override
    public ObjectNode adaptDefaults(Action action, ObjectNode defaults, DatasetFacts datasets) {
        datasets.first(DatasetRole.TRAIN).ifPresent(facts -> defaults.put("classes", facts.classes().size()));
        return defaults;
    }

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        int classes = datasets.first(DatasetRole.TRAIN).map(facts -> facts.classes().size()).orElse(0);
        return classes == 0 || specs.path("classes").asInt() == classes
                ? List.of()
                : List.of(new SpecFault("/classes", "the dataset has " + classes + " classes"));
    }

    @Override
    public Launcher launcher(Action action) {
        return request -> {
            ObjectNode specs = request.specs().deepCopy();
            request.inputs().resumeFrom().ifPresent(file -> specs.put("resume", file.toString()));
            request.inputs().parent().flatMap(parent -> parent.model()).ifPresent(file -> specs.put("model", file.toString()));
            request.inputs().baseModels().forEach(base -> specs.put("base", base.checkpoint().toString()));
            return new LaunchPlan(specs, Optional.of(new EmbeddedForm(ScriptedWorker.class.getName())), Optional.empty());
        };
    }

    @Override
    public Optional<NetworkPlugin> find(String architecture) {
        return architecture.equals(NAME) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Collection<NetworkPlugin> all() {
        return List.of(this);
    }

    @Override
    public List<Path> classPath(String architecture) {
        return WorkerProcesses.classPath();
    }

    @Override
    public Optional<DatasetPlugin> findDatasetType(String type) {
        return type.equals(ScriptedDatasets.TYPE) ? Optional.of(new ScriptedDatasets()) : Optional.empty();
    }

    @Override
    public List<Path> classPathOfDatasetType(String type) {
        return WorkerProcesses.classPath();
    }

    private static final class Schema implements SpecSchema {
        @Override
        public List<SpecParameter> parameters() {
            return List.of();
        }

        @Override
        public ObjectNode defaults() {
            ObjectNode defaults = JsonNodeFactory.instance.objectNode().put("do", "succeed");
            defaults.putObject("train").put("epochs", 3).put("rate", 0.1);
            return defaults;
        }

        @Override
        public ObjectNode jsonSchema() {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            properties.putObject("do").put("type", "string");
            ObjectNode train = properties.putObject("train").put("type", "object");
            train.putObject("properties").putObject("epochs").put("type", "integer").put("minimum", 1);
            ((ObjectNode) train.get("properties")).putObject("rate").put("type", "number").put("exclusiveMinimum", 0);
            train.put("additionalProperties", false);
            return schema;
        }
    }
}
