// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The specs of the demonstration's jobs, by action, in {@code specs.json} beside this class; the rest are the network's defaults. */
final class DemoSpecs {

    private final JsonNode byAction;

    private DemoSpecs(JsonNode byAction) {
        this.byAction = byAction;
    }

    static DemoSpecs read() {
        try (InputStream file = DemoSpecs.class.getResourceAsStream("specs.json")) {
            return new DemoSpecs(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The demonstration's specs cannot be read", e);
        }
    }

    ObjectNode of(String action) {
        return byAction.required(action).deepCopy();
    }
}
