// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Image classification with EfficientNets and ResNets. */
@Extension
public final class ClassificationTf2 extends DescribedNetwork {

    private static final String QAT = "/train/qat";

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>(super.check(action, specs, datasets));
        if (specs.at(QAT).asBoolean()) {
            faults.add(new SpecFault(
                    QAT, "is true, but there is no training with fake quantisation yet; set it to false"));
        }
        return faults;
    }
}
