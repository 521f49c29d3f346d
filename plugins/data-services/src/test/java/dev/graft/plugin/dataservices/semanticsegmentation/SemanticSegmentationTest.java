// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.semanticsegmentation;

import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.testkit.BuiltInDatasetKit;
import java.util.Set;

class SemanticSegmentationTest extends BuiltInDatasetKit {

    private final SemanticSegmentation plugin = new SemanticSegmentation();

    @Override
    protected DatasetPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.CONVERT);
    }
}
