// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import dev.graft.spi.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reviewed list of what the built-in networks do otherwise than the reference, each with its reason. */
final class Deviations {

    private static final String FILE = "deviations.yaml";

    private final YamlNode root;

    private Deviations(YamlNode root) {
        this.root = root;
    }

    /** Reads the list. */
    static Deviations read() throws IOException {
        try (InputStream stream = Deviations.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IOException(FILE + " is missing beside " + Deviations.class.getName());
            }
            return new Deviations(YamlNode.read(FILE, stream));
        }
    }

    /** What a network may do otherwise, as {@code parameter: aspect}. */
    Set<String> of(String architecture) {
        Set<String> deviations = new TreeSet<>();
        root.find(architecture).map(YamlNode::elements).orElse(List.of()).forEach(entry -> {
            String aspect = entry.find("aspect").orElseThrow().text();
            if (entry.find("reason").orElseThrow().text().isBlank()) {
                throw entry.fault("a deviation needs a reason");
            }
            entry.find("parameters").orElseThrow().texts().forEach(parameter -> deviations.add(parameter + ": " + aspect));
        });
        return deviations;
    }
}
