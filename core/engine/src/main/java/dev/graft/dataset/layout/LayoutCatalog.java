// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All layouts, read from {@code layouts.yaml} beside this class. Thread safe. */
@ApplicationScoped
public class LayoutCatalog {

    private final Map<String, Map<String, Layout>> layouts;

    public LayoutCatalog() {
        this.layouts = read();
    }

    /** The types that datasets may have, in the order of the API. */
    public Set<String> types() {
        return layouts.keySet();
    }

    /** The formats of a type, in the order of the file; empty if the type is unknown. */
    public Set<String> formats(String type) {
        return layouts.getOrDefault(type, Map.of()).keySet();
    }

    /** The layout of a type and format, or empty if they are not known together. */
    public Optional<Layout> find(String type, String format) {
        return Optional.ofNullable(layouts.getOrDefault(type, Map.of()).get(format));
    }

    /** The layout of a type and format; one that asks for nothing if they are not known together. */
    public Layout of(String type, String format) {
        return find(type, format).orElseGet(() -> Layout.free(type, format));
    }

    private static Map<String, Map<String, Layout>> read() {
        try (InputStream yaml = LayoutCatalog.class.getResourceAsStream("layouts.yaml")) {
            Map<String, Map<String, Layout>> read = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> type : new YAMLMapper().readTree(yaml).properties()) {
                Map<String, Layout> formats = new LinkedHashMap<>();
                type.getValue().properties()
                        .forEach(format -> formats.put(
                                format.getKey(), layout(type.getKey(), format.getKey(), format.getValue())));
                read.put(type.getKey(), formats);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("layouts.yaml cannot be read", e);
        }
    }

    private static Layout layout(String type, String format, JsonNode node) {
        List<SampleCount> samples = new ArrayList<>();
        node.path("samples")
                .forEach(count -> samples.add(new SampleCount(
                        count.path("split").asText(), count.path("in").asText(), count.path("count").asText("images"))));
        Optional<ClassSource> classes = Optional.of(node.path("classes"))
                .filter(JsonNode::isObject)
                .map(source -> source.properties().iterator().next())
                .map(source -> new ClassSource(
                        ClassSource.Kind.valueOf(source.getKey().toUpperCase(Locale.ROOT)), source.getValue().asText()));
        return new Layout(
                type, format, rules(node.path("needs")), samples, classes, node.path("class_folders").asBoolean());
    }

    private static List<Rule> rules(JsonNode list) {
        List<Rule> rules = new ArrayList<>();
        list.forEach(node -> rules.add(rule(node)));
        return rules;
    }

    private static Rule rule(JsonNode node) {
        Map.Entry<String, JsonNode> rule = node.properties().iterator().next();
        return switch (rule.getKey()) {
            case "folder" -> new Rule.Folder(rule.getValue().asText());
            case "file" -> new Rule.File(rule.getValue().asText());
            case "one" -> new Rule.SingleEntry(rule.getValue().asText());
            case "any" -> new Rule.AnyOf(groups(rule.getValue()));
            default -> throw new IllegalArgumentException("layouts.yaml has an unknown rule '" + rule.getKey() + "'");
        };
    }

    private static List<List<Rule>> groups(JsonNode node) {
        List<List<Rule>> groups = new ArrayList<>();
        node.forEach(group -> groups.add(rules(group)));
        return groups;
    }
}
