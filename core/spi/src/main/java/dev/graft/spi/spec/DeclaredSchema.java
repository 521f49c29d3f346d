// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The schema of an action as its spec file declares it. */
final class DeclaredSchema implements SpecSchema {

    private final List<SpecParameter> parameters;
    private final SpecTree tree;
    private final boolean open;

    DeclaredSchema(List<Declaration> declarations, boolean open) {
        this.parameters = declarations.stream().map(Declaration::parameter).toList();
        this.tree = SpecTree.of(declarations);
        this.open = open;
    }

    @Override
    public List<SpecParameter> parameters() {
        return parameters;
    }

    @Override
    public ObjectNode defaults() {
        return tree.defaultValue().map(ObjectNode.class::cast).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    @Override
    public ObjectNode jsonSchema() {
        return new JsonSchemaWriter().write(tree, parameters, open);
    }
}
