// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceParametersTest {

    @TempDir
    Path folder;

    private ReferenceParameters reference;

    @BeforeEach
    void writeRows() throws IOException {
        Files.createDirectories(folder.resolve("sample"));
        Files.writeString(folder.resolve("sample/train.json"), """
                [{"name": "model", "type": "collection", "automl": false},
                 {"name": "model.depth", "type": "int", "default": 1, "automl": false},
                 {"name": "model.depth", "type": "int", "default": 18, "min": 1, "max": "inf", "automl": true},
                 {"name": "model.kind", "type": "ordered", "default": "a", "options": ["a", "b"], "automl": false},
                 {"name": "secret", "type": "hidden", "automl": false}]
                """);
        reference = new ReferenceParameters(folder);
    }

    @Test
    void aSchemaOfTheSameParametersDoesNotDiffer() throws IOException {
        assertThat(differences("""
                {"type": "object", "automl_default_parameters": ["model.depth"], "properties": {"model": {"type": "object", "properties": {
                  "depth": {"type": "integer", "default": 18, "minimum": 1},
                  "kind": {"type": "string", "default": "a", "enum": ["a", "b"]}}}}}
                """)).isEmpty();
    }

    @Test
    void everyKindOfDifferenceIsSeen() throws IOException {
        assertThat(differences("""
                {"type": "object", "properties": {"secret": {"type": "string"}, "model": {"type": "object", "properties": {
                  "depth": {"type": "number", "default": 34, "minimum": 2, "maximum": 99}}}}}
                """)).containsExactlyInAnyOrder(
                "model.depth: type", "model.depth: default", "model.depth: min", "model.depth: max", "model.depth: automl",
                "model.kind: hidden", "secret: shown");
    }

    @Test
    void otherOptionsAreSeen() throws IOException {
        assertThat(differences("""
                {"type": "object", "automl_default_parameters": ["model.depth"], "properties": {"model": {"type": "object", "properties": {
                  "depth": {"type": "integer", "default": 18, "minimum": 1},
                  "kind": {"type": "string", "default": "a", "enum": ["a", "c"]}}}}}
                """)).containsExactly("model.kind: options");
    }

    private Set<String> differences(String schema) throws IOException {
        return reference.differences("sample", "train", (ObjectNode) new JsonMapper().readTree(schema));
    }
}
