// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.Action;
import dev.graft.spi.described.ContainerCommand.Option;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the {@code actions} of a network file. */
final class DescribedActionReader {

    private static final Set<String> KEYS =
            Set.of("parents", "needs_parent", "datasets", "main_class", "fill", "container", "inherits_specs");
    private static final Set<String> CONTAINER_KEYS = Set.of(
            "image", "program", "action", "specs", "command", "options", "options_after_engine", "specs_as_options", "parent_specs",
            "section", "leave_out");
    private static final String FROM_SPECS = "specs";

    private final Optional<YamlNode> commonContainer;
    private final Optional<YamlNode> commonFill;
    private final DeclarationFaults faults;

    /**
     * A reader.
     *
     * @param commonContainer what the containers of all actions have in common
     * @param commonFill the fields filled for every action
     * @param faults takes what is wrong
     */
    DescribedActionReader(Optional<YamlNode> commonContainer, Optional<YamlNode> commonFill, DeclarationFaults faults) {
        this.commonContainer = commonContainer;
        this.commonFill = commonFill;
        this.faults = faults;
    }

    /** The action; empty, with the fault noted, if it cannot be read. */
    Optional<DescribedAction> read(Action action, YamlNode node) {
        try {
            checkKeys(node, KEYS);
            List<Fill> fills = new ArrayList<>();
            commonFill.ifPresent(common -> fills.addAll(fills(common)));
            node.find("fill").ifPresent(own -> fills.addAll(fills(own)));
            return Optional.of(parse(node, () -> new DescribedAction(
                    rule(action, node),
                    node.find("main_class").map(name -> new EmbeddedForm(name.text())),
                    container(action, node.find("container")),
                    fills,
                    flag(node, "inherits_specs"))));
        } catch (DeclarationException e) {
            e.faults().forEach(fault -> faults.add(node, action + ": " + fault));
            return Optional.empty();
        }
    }

    private static ActionRule rule(Action action, YamlNode node) {
        Set<Action> parents = new LinkedHashSet<>();
        node.find("parents").ifPresent(list -> list.elements().forEach(parent -> parents.add(Action.find(parent.text())
                .orElseThrow(() -> parent.fault("no action is called '" + parent.text() + "'")))));
        Set<DatasetRole> datasets = new LinkedHashSet<>();
        node.find("datasets").ifPresent(list -> list.elements()
                .forEach(role -> datasets.add(NetworkFile.word(DatasetRole.values(), role))));
        return new ActionRule(action, parents, flag(node, "needs_parent"), datasets);
    }

    private static List<Fill> fills(YamlNode mapping) {
        List<Fill> fills = new ArrayList<>();
        mapping.entries().forEach((field, node) -> {
            FieldPath path = parse(node, () -> FieldPath.of(field));
            if (node.isMapping()) {
                YamlNode from = NetworkFile.need(node, "from");
                fills.add(new Fill(path, sources(from), node.find("dataset_format").map(YamlNode::text)));
            } else {
                fills.add(new Fill(path, sources(node), Optional.empty()));
            }
        });
        return fills;
    }

    private Optional<ContainerCommand> container(Action action, Optional<YamlNode> own) {
        commonContainer.ifPresent(node -> checkKeys(node, CONTAINER_KEYS));
        own.ifPresent(node -> checkKeys(node, CONTAINER_KEYS));
        if (own.isEmpty() && commonContainer.isEmpty()) {
            return Optional.empty();
        }
        Function<String, Optional<YamlNode>> find = key -> own.flatMap(node -> node.find(key))
                .or(() -> commonContainer.flatMap(node -> node.find(key)));
        YamlNode anywhere = own.or(() -> commonContainer).orElseThrow();
        return Optional.of(new ContainerCommand(
                find.apply("image").map(YamlNode::text).orElseThrow(() -> anywhere.fault("the container needs an image")),
                own.flatMap(node -> node.find("image")).isPresent(),
                find.apply("program").map(YamlNode::text).orElse(""),
                find.apply("action").map(YamlNode::text).orElse(action == Action.RETRAIN ? "train" : action.wireName()),
                find.apply("specs").map(node -> parse(node, () -> SpecSyntax.of(node.text()))).orElse(SpecSyntax.YAML),
                find.apply("command").map(DescribedActionReader::command).orElse(List.of()),
                find.apply("options").map(DescribedActionReader::options).orElse(Map.of()),
                find.apply("options_after_engine").map(DescribedActionReader::options),
                find.apply("specs_as_options").map(YamlNode::isTrue).orElse(false),
                find.apply("parent_specs").map(YamlNode::isTrue).orElse(false),
                find.apply("section").map(DescribedActionReader::path),
                find.apply("leave_out").map(YamlNode::elements).orElse(List.of()).stream().map(DescribedActionReader::path).toList()));
    }

    private static List<ValueSource> command(YamlNode list) {
        return list.elements().stream().map(argument -> parse(argument, () -> ValueSource.template(argument.text()))).toList();
    }

    private static Map<String, Option> options(YamlNode mapping) {
        Map<String, Option> options = new LinkedHashMap<>();
        mapping.entries().forEach((name, node) ->
                options.put(name, new Option(node.texts().equals(List.of(FROM_SPECS)) ? List.of() : sources(node))));
        return options;
    }

    private static FieldPath path(YamlNode node) {
        return parse(node, () -> FieldPath.of(node.text()));
    }

    private static List<ValueSource> sources(YamlNode node) {
        return node.elements().stream().map(DescribedActionReader::source).toList();
    }

    private static ValueSource source(YamlNode node) {
        return parse(node, () -> ValueSource.of(node.text()));
    }

    private static boolean flag(YamlNode node, String key) {
        return node.find(key).map(YamlNode::isTrue).orElse(false);
    }

    private void checkKeys(YamlNode node, Set<String> known) {
        node.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                faults.add(value, "'" + key + "' is unknown here; known are " + known.stream().sorted().toList());
            }
        });
    }

    private interface Parser<T> {
        T parse();
    }

    /** Gives the fault of a text its place in the file. */
    private static <T> T parse(YamlNode node, Parser<T> parser) {
        try {
            return parser.parse();
        } catch (DeclarationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw node.fault(e.getMessage());
        }
    }
}
