// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an action as the tree that their dotted names make. Below a parameter of type array stand the parameters of its
 * items.
 */
final class SpecTree {

    private final Optional<Declaration> declaration;
    private final Map<String, SpecTree> children;

    private SpecTree(Optional<Declaration> declaration, Map<String, SpecTree> children) {
        this.declaration = declaration;
        this.children = children;
    }

    /**
     * The tree of these parameters.
     *
     * @throws IllegalArgumentException if a parameter stands below one that is neither an object nor an array
     */
    static SpecTree of(List<Declaration> declarations) {
        Builder root = new Builder();
        declarations.forEach(declaration -> root.add(declaration.parameter().name(), declaration));
        return root.build("");
    }

    Optional<Declaration> declaration() {
        return declaration;
    }

    Map<String, SpecTree> children() {
        return children;
    }

    boolean isArray() {
        return declaration.filter(own -> own.parameter().type() == SpecType.ARRAY).isPresent();
    }

    boolean isHidden() {
        return declaration.filter(own -> own.parameter().hidden()).isPresent();
    }

    /** The value of a user who says nothing, of visible parameters only; empty if nothing in here has a default. */
    Optional<JsonNode> defaultValue() {
        Optional<JsonNode> own = declaration.flatMap(known -> known.parameter().defaultValue()).map(JsonNode::deepCopy);
        if (children.isEmpty() || (isArray() && own.isPresent())) {
            return own;
        }
        ObjectNode object = own.map(ObjectNode.class::cast).orElseGet(JsonNodeFactory.instance::objectNode);
        children.forEach((name, child) -> {
            if (!child.isHidden()) {
                child.defaultValue().ifPresent(value -> object.set(name, value));
            }
        });
        if (object.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isArray() ? JsonNodeFactory.instance.arrayNode().add(object) : object);
    }

    private static final class Builder {

        private final Map<String, Builder> children = new LinkedHashMap<>();
        private Optional<Declaration> declaration = Optional.empty();

        void add(String name, Declaration added) {
            int dot = name.indexOf('.');
            Builder child = children.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), key -> new Builder());
            if (dot < 0) {
                child.declaration = Optional.of(added);
            } else {
                child.add(name.substring(dot + 1), added);
            }
        }

        SpecTree build(String path) {
            Map<String, SpecTree> built = new LinkedHashMap<>();
            children.forEach((name, child) -> built.put(name, child.build(path.isEmpty() ? name : path + "." + name)));
            declaration.map(own -> own.parameter().type()).ifPresent(type -> {
                if (!built.isEmpty() && type != SpecType.OBJECT && type != SpecType.ARRAY) {
                    throw new IllegalArgumentException(
                            path + " has parameters below it, so its type is object or array, not " + type.word());
                }
            });
            return new SpecTree(declaration, Collections.unmodifiableMap(built));
        }
    }
}
