// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A node of a YAML file that knows where it stands. Immutable. */
public final class YamlNode {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Node node;

    private YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads a file with one document.
     *
     * @param file its name in messages
     * @param stream UTF-8 text; is read to its end and not closed
     * @throws IOException if the stream cannot be read
     * @throws DeclarationException if the text is no YAML, is empty, or names a key twice
     */
    public static YamlNode read(String file, InputStream stream) throws IOException {
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
        Node root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new DeclarationException(List.of(file + ":" + line + ": " + e.getProblem()));
        }
        if (root == null) {
            throw new DeclarationException(List.of(file + ":1: the file is empty"));
        }
        return new YamlNode(file, root);
    }

    /** Where it stands, as {@code file:line}, for messages. */
    public String place() {
        return file + ":" + (node.getStartMark().getLine() + 1);
    }

    /** Whether it is a mapping. */
    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /**
     * The entries of a mapping, in the order of the file; none for an empty node.
     *
     * @throws DeclarationException if it is no mapping or names a key twice
     */
    public Map<String, YamlNode> entries() {
        if (isNull()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw fault("a mapping (key: value) is needed here");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            if (entries.put(key.text(), new YamlNode(file, tuple.getValueNode())) != null) {
                throw key.fault("'" + key.text() + "' is named twice");
            }
        }
        return entries;
    }

    /** The value of a key of a mapping, or empty if there is none. */
    public Optional<YamlNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /**
     * The elements of a sequence; a single scalar counts as a sequence of one, an empty node as none.
     *
     * @throws DeclarationException if it is a mapping
     */
    public List<YamlNode> elements() {
        if (isNull()) {
            return List.of();
        }
        if (node instanceof ScalarNode) {
            return List.of(this);
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw fault("a list is needed here");
        }
        List<YamlNode> elements = new ArrayList<>();
        sequence.getValue().forEach(element -> elements.add(new YamlNode(file, element)));
        return List.copyOf(elements);
    }

    /** The texts of {@link #elements()}. */
    public List<String> texts() {
        return elements().stream().map(YamlNode::text).toList();
    }

    /**
     * A scalar as it is written.
     *
     * @throws DeclarationException if it is no scalar
     */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw fault("a single value is needed here");
        }
        return scalar.getValue();
    }

    /** Whether nothing, or {@code ~}, is written. */
    public boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    /**
     * A truth value.
     *
     * @throws DeclarationException if it is neither true nor false
     */
    public boolean isTrue() {
        JsonNode value = toJson();
        if (!value.isBoolean()) {
            throw fault("true or false is needed here, not '" + value + "'");
        }
        return value.booleanValue();
    }

    /**
     * The node as a JSON value; numbers become integers, longs or doubles, dates stay text.
     *
     * @throws DeclarationException if a number cannot be read
     */
    public JsonNode toJson() {
        if (node instanceof MappingNode) {
            ObjectNode object = JSON.objectNode();
            entries().forEach((key, value) -> object.set(key, value.toJson()));
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = JSON.arrayNode();
            elements().forEach(element -> array.add(element.toJson()));
            return array;
        }
        return scalarToJson();
    }

    private JsonNode scalarToJson() {
        String text = text();
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return bool(text);
            }
            if (tag.equals(Tag.INT)) {
                return integer(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            throw fault("'" + text + "' is no number that JSON can hold; quote it if it is a text");
        }
        return JSON.textNode(text);
    }

    private JsonNode bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return JSON.booleanNode(text.equals("true"));
        }
        throw fault("write true or false, or quote '" + text + "' if it is a text");
    }

    private static JsonNode integer(BigInteger value) {
        return value.bitLength() < Integer.SIZE
                ? JSON.numberNode(value.intValue())
                : value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    /** A fault of this node alone, for throwing. */
    public DeclarationException fault(String message) {
        return new DeclarationException(List.of(place() + ": " + message));
    }

    @Override
    public String toString() {
        return place();
    }
}
