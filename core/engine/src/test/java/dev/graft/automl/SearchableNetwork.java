// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.graft.automl.space.SpecPath;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.Domain;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.network.TrainingLength;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecParameter.AutoMl;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.spec.SpecType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A network with parameters of several types; the only one of its registry. */
final class SearchableNetwork implements NetworkPlugin, NetworkRegistry {

    static final String NAME = "searchable";

    static final List<SpecParameter> PARAMETERS = List.of(
            parameter("train.rate", SpecType.NUMBER, DoubleNode.valueOf(0.01), 0, 1, AutoMl.SEARCHED, "", ""),
            parameter("train.decay", SpecType.NUMBER, DoubleNode.valueOf(0.001), 0, 1, AutoMl.ADDABLE, "", "<= train.rate"),
            parameter("train.size", SpecType.INTEGER, IntNode.valueOf(64), 30, 200, AutoMl.ADDABLE, "/ 32", ""),
            parameter("train.seed", SpecType.INTEGER, IntNode.valueOf(7), 0, 100, AutoMl.OVERRIDE_ONLY, "", ""),
            parameter("train.epochs", SpecType.INTEGER, IntNode.valueOf(4), 1, 100, AutoMl.ADDABLE, "", ""),
            parameter("train.interval", SpecType.INTEGER, IntNode.valueOf(1), 1, 100, AutoMl.OVERRIDE_ONLY, "", ""),
            parameter("train.kind", SpecType.STRING, TextNode.valueOf("any"), 0, 0, AutoMl.ADDABLE, "", ""),
            parameter("train.flip", SpecType.BOOLEAN, BooleanNode.TRUE, 0, 0, AutoMl.ADDABLE, "", ""),
            parameter("train.pipeline", SpecType.ARRAY, pipeline(), 0, 0, AutoMl.OVERRIDE_ONLY, "", ""),
            hidden("train.hooks", SpecType.ARRAY, pipeline()));

    private final NetworkDescriptor descriptor = new NetworkDescriptor(
            NAME,
            "Searchable",
            Domain.VISION,
            "image_classification",
            List.of("classification_pyt"),
            Optional.of(new KeyMetric("accuracy", KeyMetric.Goal.MAXIMIZE)),
            true,
            Optional.of(new CheckpointRule(List.of(".pth"), "_", 1)),
            Optional.of(new TrainingLength("train.epochs", List.of("train.interval"), List.of("train.flip"))),
            List.of(new ActionRule(Action.TRAIN, Set.of(), false, Set.of())));

    private static SpecParameter parameter(
            String name, SpecType type, JsonNode usual, double min, double max, AutoMl automl, String math, String dependsOn) {
        boolean bounded = max > min;
        return new SpecParameter(
                name,
                type,
                "",
                "",
                Optional.of(usual),
                bounded ? OptionalDouble.of(min) : OptionalDouble.empty(),
                bounded ? OptionalDouble.of(max) : OptionalDouble.empty(),
                List.of(),
                false,
                false,
                false,
                automl,
                math,
                dependsOn,
                false);
    }

    private static SpecParameter hidden(String name, SpecType type, JsonNode usual) {
        return new SpecParameter(
                name,
                type,
                "",
                "",
                Optional.of(usual),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of(),
                false,
                false,
                true,
                AutoMl.OVERRIDE_ONLY,
                "",
                "",
                false);
    }

    private static ArrayNode pipeline() {
        ArrayNode transforms = JsonNodeFactory.instance.arrayNode();
        transforms.addObject().put("type", "Resize").put("scale", 32);
        transforms.addObject().put("type", "RandomFlip").put("prob", 0.5).put("both", false);
        return transforms;
    }

    @Override
    public NetworkDescriptor network() {
        return descriptor;
    }

    @Override
    public SpecSchema specs(Action action) {
        return new SpecSchema() {
            @Override
            public List<SpecParameter> parameters() {
                return PARAMETERS;
            }

            @Override
            public ObjectNode defaults() {
                ObjectNode specs = JsonNodeFactory.instance.objectNode();
                PARAMETERS.forEach(one -> new SpecPath(one.name()).put(specs, one.defaultValue().orElseThrow().deepCopy()));
                return specs;
            }

            @Override
            public ObjectNode jsonSchema() {
                return JsonNodeFactory.instance.objectNode().put("type", "object");
            }
        };
    }

    @Override
    public Launcher launcher(Action action) {
        throw new UnsupportedOperationException("trials are computed here");
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
        return List.of();
    }
}
