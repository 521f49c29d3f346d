// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Holds responses against the models of the frozen contract, where nothing of Graft's own is known. */
public final class ResponseContract {

    private static final ObjectNode FROZEN = FrozenContract.document();
    private static final Schemas SCHEMAS = new Schemas(FROZEN);

    private ResponseContract() {}

    /** Everything in a response that its model does not allow, write-only fields among it. */
    public static List<String> faults(String model, JsonNode response) {
        List<String> faults = new ArrayList<>();
        Schemas.faults(SCHEMAS.at("/components/schemas/" + model), response).forEach(fault -> faults.add(fault.toString()));
        FROZEN.at("/components/schemas/" + model + "/properties").properties().stream()
                .filter(field -> field.getValue().path("writeOnly").asBoolean())
                .filter(field -> response.has(field.getKey()))
                .forEach(field -> faults.add("/" + field.getKey() + " is write-only"));
        return faults;
    }
}
