// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Metric learning recognition. */
@Extension
public final class MlRecog extends DescribedNetwork {

    private static final String BACKBONE = "/model/backbone";

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>(super.check(action, specs, datasets));
        String backbone = specs.at(BACKBONE).asText("");
        if (!backbone.isBlank() && !Backbones.NAMES.contains(backbone)) {
            faults.add(new SpecFault(BACKBONE, Backbones.refusal(backbone)));
        }
        return faults;
    }
}
