// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How specs follow the classes of the datasets: those of the train dataset, or of the next one that names any.
 *
 * @param count field that takes the number of classes
 * @param names field that takes their names
 * @param background how many more the number is than there are names, for a background
 * @param exact whether a larger number than needed is a fault too
 */
record ClassRule(Optional<FieldPath> count, Optional<FieldPath> names, int background, boolean exact) {

    /** Fills number and names into defaults that have these fields. */
    void adapt(ObjectNode defaults, DatasetFacts datasets) {
        Optional<DatasetFacts.Facts> facts = withClasses(datasets);
        if (facts.isEmpty()) {
            return;
        }
        List<String> classes = facts.get().classes();
        count.filter(path -> path.find(defaults).isPresent())
                .ifPresent(path -> path.put(defaults, List.of(JsonNodeFactory.instance.numberNode(classes.size() + background))));
        names.filter(path -> path.find(defaults).isPresent()).ifPresent(path -> path.put(defaults, List.of(texts(classes))));
    }

    /** The fault of a number that does not fit, if it does not. */
    List<SpecFault> check(ObjectNode specs, DatasetFacts datasets) {
        Optional<JsonNode> given = count.flatMap(path -> path.find(specs)).filter(JsonNode::isIntegralNumber);
        Optional<DatasetFacts.Facts> facts = withClasses(datasets);
        if (given.isEmpty() || facts.isEmpty()) {
            return List.of();
        }
        int needed = facts.get().classes().size() + background;
        int number = given.get().intValue();
        boolean fits = exact ? number == needed : number >= needed;
        return fits ? List.of() : List.of(fault(number, needed, facts.get()));
    }

    private SpecFault fault(int number, int needed, DatasetFacts.Facts facts) {
        String parameter = count.orElseThrow().parameter();
        String name = parameter.substring(parameter.lastIndexOf('.') + 1);
        String extra = background == 0 ? "" : " and the background counts as " + background;
        return new SpecFault(
                "/" + parameter.replace('.', '/'),
                name + " is " + number + ", but dataset " + facts.id() + " has " + facts.classes().size() + " classes" + extra
                        + "; set it to " + needed + " or leave it out");
    }

    private static ArrayNode texts(List<String> names) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        names.forEach(texts::add);
        return texts;
    }

    private static Optional<DatasetFacts.Facts> withClasses(DatasetFacts datasets) {
        return Stream.of(DatasetRole.TRAIN, DatasetRole.EVAL, DatasetRole.INFERENCE)
                .flatMap(role -> datasets.first(role).stream())
                .filter(facts -> !facts.classes().isEmpty())
                .findFirst();
    }
}
