// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The served document may add to the contract; it may not change or lose anything of it. */
class ApiDocumentTest {

    /** Stands for no limit, and does not fit into the numbers of common readers. */
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static final Set<String> FREE_TEXT = Set.of("title", "description", "x-note");

    private final ObjectNode served = new ApiDocument().document();

    @Test
    void allThirtyFourOperationsAreThere() {
        assertThat(FrozenContract.operations()).hasSize(34);
        assertThat(FrozenContract.operations(served)).extracting(FrozenContract.Entry::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationIsServedAsDocumented(FrozenContract.Entry operation) {
        String at = "/paths/" + operation.path().replace("/", "~1") + "/" + operation.method().toLowerCase(Locale.ROOT);
        assertThat(missing(operation.description(), served.at(at), at)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("components")
    void aModelIsServedAsDocumented(String at) {
        assertThat(missing(FrozenContract.document().at(at), served.at(at), at)).isEmpty();
    }

    @Test
    void everyAdditionIsMarkedAsSuch() {
        Set<String> known = Set.copyOf(FrozenContract.operations().stream().map(FrozenContract.Entry::id).toList());
        assertThat(FrozenContract.operations(served))
                .filteredOn(operation -> !known.contains(operation.id()))
                .isNotEmpty()
                .allMatch(operation -> operation.description().path("x-additive").asBoolean());
    }

    static List<FrozenContract.Entry> operations() {
        return FrozenContract.operations();
    }

    static List<String> components() {
        List<String> places = new ArrayList<>();
        FrozenContract.document().get("components").properties().forEach(kind -> kind.getValue().properties().forEach(
                component -> places.add("/components/" + kind.getKey() + "/" + component.getKey())));
        return places;
    }

    /** Everything of {@code contract} that {@code served} lacks or says otherwise. */
    private static List<String> missing(JsonNode contract, JsonNode served, String at) {
        List<String> faults = new ArrayList<>();
        if (contract instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(entry -> !(entry.getKey().equals("maxLength") && entry.getValue().asLong() == NO_LIMIT))
                    .filter(entry -> !(FREE_TEXT.contains(entry.getKey()) && entry.getValue().isTextual()))
                    .forEach(entry -> faults.addAll(
                            missing(entry.getValue(), part(served, entry.getKey()), at + "/" + entry.getKey())));
        } else if (contract instanceof ArrayNode array && served instanceof ArrayNode) {
            for (JsonNode item : array) {
                if (!contains(served, item)) {
                    faults.add(at + " lacks " + item);
                }
            }
        } else if (!contract.equals(served)) {
            faults.add(at + " is " + served + ", not " + contract);
        }
        return faults;
    }

    /** Words that plugins may add to are served as one of two: the contract's, or an addition. */
    private static JsonNode part(JsonNode served, String key) {
        JsonNode alternatives = served.path("anyOf");
        boolean open = key.equals("enum") && alternatives.size() == 2 && alternatives.get(1).path("x-additive").asBoolean();
        return open ? alternatives.get(0).path(key) : served.path(key);
    }

    private static boolean contains(JsonNode array, JsonNode item) {
        for (JsonNode candidate : array) {
            if (candidate.equals(item)) {
                return true;
            }
        }
        return false;
    }
}
