// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.ocrnet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.described.DescribedNetwork;
import dev.graft.spi.launch.JobInputs;
import java.nio.file.Files;
import java.util.List;
import org.pf4j.Extension;

/** Text recognition. */
@Extension
public final class Ocrnet extends DescribedNetwork {

    /** The converted split of a dataset is put beside its pictures, where training looks for it. */
    @Override
    public List<DatasetOutcome> outcomes(Action action, ObjectNode specs, JobInputs.Dataset own) {
        if (action != Action.DATASET_CONVERT) {
            return List.of();
        }
        String split = Files.exists(own.folder().resolve("test")) ? "test" : "train";
        return List.of(new DatasetOutcome.Addition("lmdb", split + "/lmdb"));
    }
}
