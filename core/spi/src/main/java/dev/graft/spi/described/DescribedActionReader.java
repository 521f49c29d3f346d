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
import java.nio.file.Path;
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
            Set.of("parents", "needs_parent", "datasets", "main_class", "command", "fill", "container", "inherits_specs", "adds");
    private static final Set<String> DATASET_KEYS =
            Set.of("parents", "needs_parent", "formats", "main_class", "command", "fill", "container", "adds", "makes");
    private static final Set<String> MAKES_KEYS = Set.of("folder", "packed");
    private static final Set<String> CONTAINER_KEYS = Set.of(
            "image", "program", "action", "specs", "command", "options", "options_after_engine", "specs_as_options", "parent_specs",
            "section", "leave_out");
    private static final String FROM_SPECS = "specs";
    private static final String PLUGIN_DIR = "{plugin_dir}";

    private final Optional<YamlNode> commonContainer;
    private final Optional<YamlNode> commonFill;
    private final Optional<Path> folder;
    private final DeclarationFaults faults;
    private final boolean ofDatasets;

    /**
     * A reader.
     *
     * @param commonContainer what the containers of all actions have in common
     * @param commonFill the fields filled for every action
     * @param folder the plugin's folder, if the network is made of files alone
     * @param faults takes what is wrong
     * @param ofDatasets whether the actions are those of a dataset type and not of a network
     */
    DescribedActionReader(
            Optional<YamlNode> commonContainer,
            Optional<YamlNode> commonFill,
            Optional<Path> folder,
            DeclarationFaults faults,
            boolean ofDatasets) {
        this.commonContainer = commonContainer;
        this.commonFill = commonFill;
        this.folder = folder;
        this.faults = faults;
        this.ofDatasets = ofDatasets;
    }

    /** The actions under the key {@code actions} of a file, in its order; those that cannot be read are noted as faults. */
    Map<Action, DescribedAction> readAll(YamlNode file) {
        Map<Action, DescribedAction> actions = new LinkedHashMap<>();
        NetworkFile.need(file, "actions").entries().forEach((word, node) -> Action.find(word).ifPresentOrElse(
                action -> read(action, node).ifPresent(read -> actions.put(action, read)),
                () -> faults.add(node, "no action is called '" + word + "'")));
        return actions;
    }

    /** The action; empty, with the fault noted, if it cannot be read. */
    Optional<DescribedAction> read(Action action, YamlNode node) {
        try {
            checkKeys(node, ofDatasets ? DATASET_KEYS : KEYS);
            List<Fill> fills = new ArrayList<>();
            commonFill.ifPresent(common -> fills.addAll(fills(common)));
            node.find("fill").ifPresent(own -> fills.addAll(fills(own)));
            return Optional.of(parse(node, () -> new DescribedAction(
                    rule(action, node),
                    node.find("main_class").map(name -> new EmbeddedForm(name.text())),
                    node.find("command").map(list -> new LocalCommand(localCommand(list))),
                    container(action, node.find("container")),
                    fills,
                    flag(node, "inherits_specs"),
                    formats(node),
                    uses(node))));
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

    private Set<String> formats(YamlNode node) {
        return ofDatasets ? new LinkedHashSet<>(NetworkFile.need(node, "formats").texts()) : Set.of();
    }

    private List<ResultsUse> uses(YamlNode node) {
        List<ResultsUse> uses = new ArrayList<>();
        node.find("adds").ifPresent(added -> added.entries().forEach((folder, target) ->
                uses.add(parse(target, () -> ResultsUse.added(folder, target.text())))));
        node.find("makes").ifPresent(made -> {
            checkKeys(made, MAKES_KEYS);
            uses.add(parse(made, () -> ResultsUse.made(NetworkFile.need(made, "folder").text(), flag(made, "packed"))));
        });
        return uses;
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

    private List<ValueSource> localCommand(YamlNode list) {
        return list.elements().stream().map(argument -> parse(argument, () -> ValueSource.template(inFolder(argument)))).toList();
    }

    private String inFolder(YamlNode argument) {
        String text = argument.text();
        if (!text.contains(PLUGIN_DIR)) {
            return text;
        }
        return folder.map(path -> text.replace(PLUGIN_DIR, path.toString())).orElseThrow(() -> argument.fault(
                PLUGIN_DIR + " is for plugins of files alone; the files of a class travel in its jar"));
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
