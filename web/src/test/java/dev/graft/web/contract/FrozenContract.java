// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The contract as it was given, to hold the served document and the resources against. */
final class FrozenContract {

    /**
     * One operation.
     *
     * @param id its operationId
     * @param method in capitals
     * @param path its template
     * @param description what the document says of it
     */
    record Entry(String id, String method, String path, JsonNode description) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private FrozenContract() {}

    static ObjectNode document() {
        try (InputStream in = FrozenContract.class.getResourceAsStream("/contract/openapi.json")) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Entry> operations() {
        return operations(document());
    }

    static List<Entry> operations(ObjectNode document) {
        List<Entry> all = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> all.add(new Entry(
                method.getValue().get("operationId").asText(),
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                method.getValue()))));
        return all;
    }
}
