// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetAction;
import dev.graft.spi.dataset.DatasetDescriptor;
import dev.graft.spi.yaml.DeclarationException;
import dev.graft.spi.yaml.DeclarationFaults;
import dev.graft.spi.yaml.DeclarationFiles;
import dev.graft.spi.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The actions of a dataset type as its file declares them.
 *
 * @param descriptor what may be done
 * @param actions how each action is run, in the order of the descriptor
 */
record DatasetFile(DatasetDescriptor descriptor, Map<Action, DescribedAction> actions) {

    private static final Set<String> KEYS = Set.of("type", "title", "container", "fill", "actions");

    /**
     * Reads a dataset file.
     *
     * @throws DeclarationException with every fault found, each with its file and line
     */
    static DatasetFile read(DeclarationFiles files, String name) {
        YamlNode root = files.read(name);
        DeclarationFaults faults = new DeclarationFaults();
        root.entries().forEach((key, node) -> {
            if (!KEYS.contains(key)) {
                faults.add(node, "'" + key + "' is unknown here; a dataset file has " + KEYS.stream().sorted().toList());
            }
        });
        Map<Action, DescribedAction> actions =
                new DescribedActionReader(root.find("container"), root.find("fill"), files.folder(), faults, true).readAll(root);
        faults.throwIfAny();
        return new DatasetFile(descriptor(root, actions), actions);
    }

    private static DatasetDescriptor descriptor(YamlNode root, Map<Action, DescribedAction> actions) {
        List<DatasetAction> described =
                actions.values().stream().map(action -> new DatasetAction(action.rule(), action.formats())).toList();
        String type = NetworkFile.need(root, "type").text();
        String title = NetworkFile.need(root, "title").text();
        try {
            return new DatasetDescriptor(type, title, described);
        } catch (IllegalArgumentException e) {
            throw root.fault(e.getMessage());
        }
    }
}
