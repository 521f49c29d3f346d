// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.Action;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.Domain;
import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.network.TrainingLength;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.DeclarationFiles;
import dev.graft.spi.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network as its file declares it.
 *
 * @param descriptor who it is
 * @param classes how specs follow the classes of the datasets; empty if they do not
 * @param actions how each of its actions is run, in the order of the descriptor's rules
 */
record NetworkFile(NetworkDescriptor descriptor, Optional<ClassRule> classes, Map<Action, DescribedAction> actions) {

    private static final Set<String> KEYS = Set.of(
            "architecture", "title", "domain", "datasets", "key_metric", "automl", "checkpoint", "length", "classes", "container",
            "fill", "actions");

    /**
     * Reads a network file.
     *
     * @throws DeclarationException with every fault found, each with its file and line
     */
    static NetworkFile read(DeclarationFiles files, String name) {
        return new Reader(files.read(name), files.folder()).read();
    }

    private static final class Reader {

        private final YamlNode root;
        private final Optional<Path> folder;
        private final DeclarationFaults faults = new DeclarationFaults();

        Reader(YamlNode root, Optional<Path> folder) {
            this.root = root;
            this.folder = folder;
        }

        NetworkFile read() {
            root.entries().forEach((key, node) -> {
                if (!KEYS.contains(key)) {
                    faults.add(node, "'" + key + "' is unknown here; a network file has " + KEYS.stream().sorted().toList());
                }
            });
            Map<Action, DescribedAction> actions = actions();
            faults.throwIfAny();
            return new NetworkFile(descriptor(actions), root.find("classes").map(Reader::classes), actions);
        }

        private Map<Action, DescribedAction> actions() {
            return new DescribedActionReader(root.find("container"), root.find("fill"), folder, faults, false).readAll(root);
        }

        private NetworkDescriptor descriptor(Map<Action, DescribedAction> actions) {
            YamlNode datasets = need(root, "datasets");
            List<ActionRule> rules = actions.values().stream().map(DescribedAction::rule).toList();
            try {
                return new NetworkDescriptor(
                        need(root, "architecture").text(),
                        need(root, "title").text(),
                        word(Domain.values(), need(root, "domain")),
                        need(datasets, "type").text(),
                        need(datasets, "formats").texts(),
                        root.find("key_metric").map(Reader::keyMetric),
                        root.find("automl").map(YamlNode::isTrue).orElse(false),
                        root.find("checkpoint").map(Reader::checkpoint),
                        root.find("length").map(Reader::length),
                        rules);
            } catch (DeclarationException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw root.fault(e.getMessage());
            }
        }

        private static KeyMetric keyMetric(YamlNode node) {
            return new KeyMetric(need(node, "name").text(), word(KeyMetric.Goal.values(), need(node, "goal")));
        }

        private static ClassRule classes(YamlNode node) {
            return new ClassRule(
                    node.find("count").map(YamlNode::text).map(FieldPath::of),
                    node.find("names").map(YamlNode::text).map(FieldPath::of),
                    node.find("background").map(extra -> Integer.parseInt(extra.text())).orElse(0),
                    node.find("exact").map(YamlNode::isTrue).orElse(false));
        }

        private static TrainingLength length(YamlNode node) {
            return new TrainingLength(
                    need(node, "epochs").text(),
                    node.find("intervals").map(YamlNode::texts).orElse(List.of()),
                    node.find("whole_only").map(YamlNode::texts).orElse(List.of()));
        }

        private static CheckpointRule checkpoint(YamlNode node) {
            return new CheckpointRule(
                    need(node, "extensions").texts(),
                    need(node, "epoch_delimiter").text(),
                    Integer.parseInt(need(node, "epoch_digits").text()));
        }
    }

    static YamlNode need(YamlNode mapping, String key) {
        return mapping.find(key).orElseThrow(() -> mapping.fault("'" + key + "' is missing"));
    }

    /** The enum constant that a node names in lower case. */
    static <E extends Enum<E>> E word(E[] values, YamlNode node) {
        return Stream.of(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.fault("'" + node.text() + "' is none of "
                        + Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList()));
    }
}
