// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Stream;

/** A syntax in which a container reads its specs. */
enum SpecSyntax {
    YAML("spec.yaml") {
        @Override
        String render(ObjectNode specs) {
            return YamlText.render(specs);
        }
    },
    PROTOBUF("spec.txt") {
        @Override
        String render(ObjectNode specs) {
            return ProtobufText.render(specs);
        }
    },
    JSON("spec.json") {
        @Override
        String render(ObjectNode specs) {
            return specs.toPrettyString() + "\n";
        }
    };

    private final String fileName;

    SpecSyntax(String fileName) {
        this.fileName = fileName;
    }

    /** The specs as text. */
    abstract String render(ObjectNode specs);

    String fileName() {
        return fileName;
    }

    static SpecSyntax of(String word) {
        return Stream.of(values())
                .filter(syntax -> syntax.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("specs are yaml, protobuf or json, not '" + word + "'"));
    }
}
