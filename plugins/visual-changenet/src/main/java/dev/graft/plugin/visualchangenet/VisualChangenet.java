// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Change between two pictures: Visual ChangeNet. */
@Extension
public final class VisualChangenet extends DescribedNetwork {

    private static final String BACKBONE = "/model/backbone/type";

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>(super.check(action, specs, datasets));
        if (specs.at(BACKBONE).asText().startsWith("vit_")) {
            faults.add(new SpecFault(
                    BACKBONE, "is " + specs.at(BACKBONE).asText() + ", which is not built yet; choose a FAN or a ResNet"));
        }
        return faults;
    }
}
