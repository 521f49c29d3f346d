// SPDX-License-Identifier: Apache-2.0
package dev.graft.specs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.graft.spi.Action;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas, defaults and validation of specs. */
@ApplicationScoped
public class SpecService {

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** By weak keys: a plugin that is removed must not be held by its schemas. */
    private final Map<ActionProvider, Map<Action, Schema>> compiled = Collections.synchronizedMap(new WeakHashMap<>());

    /** The JSON Schema (2020-12) of an action's specs whose {@code default} fits the datasets. */
    public ObjectNode schema(ActionProvider plugin, Action action, DatasetFacts datasets) {
        ObjectNode schema = plugin.specs(action).jsonSchema();
        schema.set("default", defaults(plugin, action, datasets));
        return schema;
    }

    /** The defaults of an action, adapted to the datasets. */
    public ObjectNode defaults(ActionProvider plugin, Action action, DatasetFacts datasets) {
        return plugin.adaptDefaults(action, plugin.specs(action).defaults(), datasets);
    }

    /**
     * The specs with others laid over them: objects are merged field by field, everything else (arrays too) is replaced. Neither argument
     * is changed.
     */
    public ObjectNode merge(ObjectNode base, ObjectNode over) {
        ObjectNode merged = base.deepCopy();
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            JsonNode below = merged.get(field.getKey());
            JsonNode above = field.getValue();
            boolean both = below instanceof ObjectNode && above instanceof ObjectNode;
            merged.set(field.getKey(), both ? merge((ObjectNode) below, (ObjectNode) above) : above.deepCopy());
        }
        return merged;
    }

    /**
     * Everything wrong with merged specs: what their schema says, and, once they pass it, what the plugin says.
     *
     * @return the faults, each with its JSON pointer into the specs, in the order of the pointers; empty when all is well
     */
    public List<SpecFault> validate(ActionProvider plugin, Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>();
        for (Error error : schemaOf(plugin, action).validate(specs)) {
            faults.add(new SpecFault(pointer(error), sentence(error)));
        }
        if (faults.isEmpty()) {
            faults.addAll(plugin.check(action, specs, datasets));
        }
        faults.sort(Comparator.comparing(SpecFault::pointer));
        return List.copyOf(faults);
    }

    private Schema schemaOf(ActionProvider plugin, Action action) {
        return compiled.computeIfAbsent(plugin, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(action, key -> schemas.getSchema(plugin.specs(action).jsonSchema()));
    }

    /** Where a field is missing or unknown, the pointer names that field and not the object around it. */
    private static String pointer(Error error) {
        String place = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return property == null ? place : place + "/" + property.replace("~", "~0").replace("/", "~1");
    }

    private static String sentence(Error error) {
        String seen = error.getInstanceNode() == null || error.getInstanceNode().isContainerNode()
                ? ""
                : " (seen: " + brief(error.getInstanceNode()) + ")";
        return error.getMessage() + seen;
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }
}
