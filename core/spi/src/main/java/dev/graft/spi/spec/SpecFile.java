// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import dev.graft.spi.Action;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.DeclarationFiles;
import dev.graft.spi.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a spec file: the parameters of every action of a network, composed of blocks so that none is written twice.
 *
 * <pre>{@code
 * include: [graft:tensorrt]            # other files' blocks
 * blocks:
 *   model:                             # a group of parameters, by their dotted names
 *     model.backbone.type:
 *       type: string
 *       default: resnet_18
 *       description: Network that turns the image into features.
 * actions:
 *   train:
 *     blocks: [model]                  # the blocks it is made of
 *     parameters:                      # its own, and changes to a block's parameter
 *       model.backbone.type: {default: resnet_50}
 *     open: true                       # optional: undeclared parameters are passed on; else they are a fault
 * }</pre>
 *
 * <p>The attributes of a parameter are those of {@link SpecParameter}: {@code type}, {@code description}, {@code unit},
 * {@code default}, {@code min}, {@code max}, {@code options}, {@code required}, {@code popular}, {@code hidden} (filled by the server),
 * {@code automl} ({@code searched}, {@code addable} or {@code override_only}, which is the default), {@code math}, {@code depends_on},
 * {@code parent}; and for the JSON Schema alone {@code pattern} (of a text) and {@code open} (an object that takes undeclared keys).
 * {@code ~} takes back what a block says.
 */
public final class SpecFile {

    private final DeclarationFiles files;
    private final DeclarationFaults faults = new DeclarationFaults();
    private final DeclarationReader reader = new DeclarationReader(faults);
    private final Map<String, YamlNode> blocks = new LinkedHashMap<>();
    private final Map<YamlNode, Map<String, YamlNode>> parametersOfBlock = new IdentityHashMap<>();
    private final Map<YamlNode, Optional<Declaration>> declarations = new IdentityHashMap<>();

    private SpecFile(DeclarationFiles files) {
        this.files = files;
    }

    /**
     * Reads a spec file and all that it includes.
     *
     * @param name its name, for example {@code specs.yaml}
     * @return the schema of every action in it
     * @throws DeclarationException with every fault found, each with its file and line
     */
    public static Map<Action, SpecSchema> read(DeclarationFiles files, String name) {
        return new SpecFile(files).read(name);
    }

    private Map<Action, SpecSchema> read(String name) {
        YamlNode root = files.read(name);
        collectBlocks(root, new ArrayList<>(List.of(name)));
        Map<Action, SpecSchema> schemas = new EnumMap<>(Action.class);
        YamlNode actions = root.find("actions").orElseThrow(() -> root.fault("'actions' is missing"));
        actions.entries().forEach((word, node) -> {
            Optional<Action> action = Action.find(word);
            if (action.isEmpty()) {
                faults.add(node, "no action is called '" + word + "'");
            }
            List<Declaration> parameters = compose(node);
            boolean open = node.find("open").map(YamlNode::isTrue).orElse(false);
            action.ifPresent(known -> schema(node, parameters, open).ifPresent(schema -> schemas.put(known, schema)));
        });
        faults.throwIfAny();
        return Map.copyOf(schemas);
    }

    private void collectBlocks(YamlNode file, List<String> including) {
        for (String key : file.entries().keySet()) {
            if (!List.of("include", "blocks", "actions").contains(key)) {
                faults.add(file, "'" + key + "' is unknown here; a spec file has include, blocks and actions");
            }
        }
        file.find("include").map(YamlNode::texts).orElse(List.of()).forEach(name -> {
            if (including.contains(name)) {
                throw file.fault("'" + name + "' includes itself by way of " + including);
            }
            List<String> deeper = new ArrayList<>(including);
            deeper.add(name);
            collectBlocks(files.read(name), deeper);
        });
        file.find("blocks").map(YamlNode::entries).orElse(Map.of()).forEach((name, block) -> {
            if (blocks.put(name, block) != null) {
                faults.add(block, "block '" + name + "' is declared twice");
            }
            parametersOfBlock.put(block, block.entries());
        });
    }

    private List<Declaration> compose(YamlNode action) {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        for (YamlNode name : action.find("blocks").map(YamlNode::elements).orElse(List.of())) {
            YamlNode block = blocks.get(name.text());
            if (block == null) {
                faults.add(name, "no block is called '" + name.text() + "'");
                continue;
            }
            parametersOfBlock.get(block).forEach((parameter, node) -> {
                if (nodes.put(parameter, node) != null) {
                    faults.add(name, parameter + " comes from two blocks of this action");
                }
            });
        }
        Map<String, YamlNode> own = action.find("parameters").map(YamlNode::entries).orElse(Map.of());
        List<Declaration> composed = new ArrayList<>();
        nodes.forEach((name, node) -> declaration(name, node, Optional.ofNullable(own.get(name))).ifPresent(composed::add));
        own.forEach((name, node) -> {
            if (!nodes.containsKey(name)) {
                declaration(name, node, Optional.empty()).ifPresent(composed::add);
            }
        });
        return composed;
    }

    private Optional<Declaration> declaration(String name, YamlNode node, Optional<YamlNode> change) {
        if (change.isEmpty()) {
            return declarations.computeIfAbsent(node, key -> reader.read(name, node, node.entries()));
        }
        Map<String, YamlNode> attributes = new LinkedHashMap<>(node.entries());
        attributes.putAll(change.get().entries());
        return reader.read(name, change.get(), attributes);
    }

    private Optional<SpecSchema> schema(YamlNode action, List<Declaration> parameters, boolean open) {
        try {
            return Optional.of(new DeclaredSchema(parameters, open));
        } catch (IllegalArgumentException e) {
            faults.add(action, e.getMessage());
            return Optional.empty();
        }
    }
}
