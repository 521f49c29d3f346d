// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.Launcher;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.Domain;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.spec.SpecParameter;
import dev.graft.spi.spec.SpecSchema;
import dev.graft.spi.spec.SpecType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A network with one action and one parameter, written without the described files, each part of which can be spoilt.
 *
 * @param refusal what an action that it does not have is refused with
 * @param description of its parameter
 * @param schemaType type of its parameter in the JSON Schema
 * @param defaultValue default of its parameter
 * @param specText what the container reads
 * @param touchesRequest whether planning changes the specs of the request
 */
record HandMadeNetwork(
        RuntimeException refusal,
        String description,
        String schemaType,
        int defaultValue,
        String specText,
        boolean touchesRequest)
        implements NetworkPlugin {

    private static final String NAME = "epochs";
    private static final int MOST = 10;

    /** One that keeps the contract. */
    static HandMadeNetwork sound() {
        return new HandMadeNetwork(
                new IllegalArgumentException("hand_made has no such action: " + List.of(Action.values())),
                "Passes over the data.",
                "integer",
                3,
                "epochs: 3",
                false);
    }

    @Override
    public NetworkDescriptor network() {
        return new NetworkDescriptor(
                "hand_made",
                "A network made by hand",
                Domain.VISION,
                "object_detection",
                List.of("coco"),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(new ActionRule(Action.TRAIN, Set.of(), false, Set.of())));
    }

    @Override
    public SpecSchema specs(Action action) {
        refuse(action);
        return new SpecSchema() {
            @Override
            public List<SpecParameter> parameters() {
                return List.of(new SpecParameter(
                        NAME,
                        SpecType.INTEGER,
                        description,
                        "",
                        Optional.<JsonNode>of(JsonNodeFactory.instance.numberNode(defaultValue)),
                        OptionalDouble.of(1),
                        OptionalDouble.of(MOST),
                        List.of(),
                        false,
                        false,
                        false,
                        SpecParameter.AutoMl.SEARCHED,
                        "",
                        "",
                        false));
            }

            @Override
            public ObjectNode defaults() {
                return JsonNodeFactory.instance.objectNode().put(NAME, defaultValue);
            }

            @Override
            public ObjectNode jsonSchema() {
                ObjectNode schema = JsonNodeFactory.instance
                        .objectNode()
                        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                        .put("type", "object")
                        .put("additionalProperties", false);
                schema.withObject("/properties/" + NAME).put("type", schemaType).put("maximum", MOST);
                schema.set("default", defaults());
                return schema;
            }
        };
    }

    @Override
    public Launcher launcher(Action action) {
        refuse(action);
        return request -> {
            ObjectNode specs = touchesRequest ? request.specs().put("touched", true) : request.specs().deepCopy();
            ContainerForm form = new ContainerForm("image", List.of("run", ContainerForm.SPEC_FILE), specText, "spec.yaml", Map.of());
            return new LaunchPlan(specs, Optional.empty(), Optional.of(form));
        };
    }

    private void refuse(Action action) {
        if (action != Action.TRAIN) {
            throw refusal;
        }
    }
}
